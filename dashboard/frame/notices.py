"""What a page says before its figures: how fresh they are, what is wrong or missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import formats, headlines, labels
from dashboard.markup import plain
from dashboard.queries.as_of import AsOf
from dashboard.release import ReleaseUnavailable, Trouble
from dashboard.words import _, language, ngettext


def freshness(newest: AsOf, release_id: str, today: dt.date) -> None:
    """The newest picture's date, its age and the release, on one line."""
    age = (today - newest.on).days
    old = (
        _("today")
        if age <= 0
        else ngettext("{count} day ago", "{count} days ago", age).format(
            count=formats.count(age)
        )
    )
    st.caption(
        _("As of **{date}**, {age} · release {release}").format(
            date=plain(headlines.date(newest)), age=old, release=plain(release_id)
        )
    )


def failed_checks(checks: pd.DataFrame) -> None:
    """A banner with the checks of this release that failed; none, no banner."""
    failed = checks[~checks["passed"]]
    if failed.empty:
        return
    first = next(failed.itertuples())
    st.warning(
        _("**{headline}**, the first: {check} {exceptions} See the page Data.").format(
            headline=plain(checks_headline(checks)),
            check=plain(description(first)),
            exceptions=plain(_exceptions(first)),
        ),
        icon=":material/rule:",
    )


def checks_headline(checks: pd.DataFrame) -> str:
    """How many of the checks of this release failed."""
    failed = int((~checks["passed"]).sum())
    total = formats.count(len(checks))
    if not failed:
        return _("All {total} checks passed").format(total=total)
    return ngettext(
        "{count} of {total} checks failed",
        "{count} of {total} checks failed",
        failed,
    ).format(count=formats.count(failed), total=total)


def _exceptions(check: Any) -> str:
    if pd.isna(check.failed_count):
        return _("(could not be checked)")
    count = int(check.failed_count)
    return ngettext("({count} row does not)", "({count} rows do not)", count).format(
        count=formats.count(count)
    )


def description(check: Any) -> str:
    """What a check asserts, in the language in use where publish knows it."""
    chinese = getattr(check, "description_zh", None)
    if language() == "zh" and isinstance(chinese, str) and chinese:
        return chinese
    return str(getattr(check, "description", ""))


def absent(entity: str, loaded: Collection[str]) -> bool:
    """Say which export would fill a part of the page; False where it is loaded."""
    if entity in loaded:
        return False
    st.info(
        _(
            "No export has brought {entity} yet: what counts or grades them is left out."
            " Put **{file}**, or your CRM's file for them, into an export folder and run"
            " `make run EXPORTS=<folder>`."
        ).format(
            entity=plain(labels.entity(entity)), file=plain(labels.export_file(entity))
        ),
        icon=":material/upload_file:",
    )
    return True


def nothing_loaded() -> None:
    """The release has no picture at all."""
    st.info(
        _(
            "This release holds neither prospects nor projects. Put **prospects.csv** or"
            " **projects.csv** into an export folder and run"
            " `make run EXPORTS=<folder>`."
        ),
        icon=":material/upload_file:",
    )


def unavailable(error: ReleaseUnavailable) -> None:
    """Why there is no release to show, and what to run."""
    match error.trouble:
        case Trouble.NOT_PUBLISHED:
            st.info(
                _(
                    "There is no release yet. Run `make run` to load the exports and"
                    " publish them; this page then shows them by itself."
                ),
                icon=":material/hourglass_empty:",
            )
        case Trouble.DELETED:
            st.error(
                _(
                    "The folder of the current release is gone: {path}. Run"
                    " `make publish` to publish it again."
                ).format(path=plain(str(error.path))),
                icon=":material/folder_off:",
            )
        case Trouble.UNREADABLE:
            unreadable(str(error.path))


def unreadable(what: str) -> None:
    """The release is there but cannot be read."""
    st.error(
        _(
            "The current release cannot be read ({what}). Run `make build` and"
            " `make publish` to make a new one."
        ).format(what=plain(what)),
        icon=":material/error:",
    )


def unexpected() -> None:
    """A fault of ours; its traceback is in the log, never on the page."""
    st.error(
        _("This page could not be drawn. The server's log says why; please report it."),
        icon=":material/bug_report:",
    )
