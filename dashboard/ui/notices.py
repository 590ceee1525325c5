"""What a page says before its figures: how fresh they are, what is wrong or missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dashboard.core import settings
from dashboard.core.as_of_dates import AsOf
from dashboard.core.release import Record
from dashboard.core.view import View
from dashboard.queries import checks, lists, pipeline
from dashboard.ui.canvas import Canvas
from dashboard.wording import filter_words, formats, headlines, labels
from dashboard.wording.markup import plain
from dashboard.wording.words import _, language, ngettext


def head(page: Canvas, view: View, title: str, today: dt.date) -> None:
    """The title of a page, how fresh its figures are, and what is wrong with them."""
    page.title(title)
    if view.as_of is None:
        return
    _freshness(page, view, today)
    _too_early(page, view)
    _failed_checks(page, view)


def _too_early(page: Canvas, view: View) -> None:
    """The date that a link asked for lies before all snapshots."""
    if view.too_early is None:
        return
    page.notice(
        "info",
        _("No snapshot of {date}: the first is of {first}. This is the newest.").format(
            date=plain(formats.day(view.too_early)),
            first=plain(headlines.date(view.dates[0])),
        ),
        "event_busy",
    )


def _freshness(page: Canvas, view: View, today: dt.date) -> None:
    """The view's date, the newest snapshot's age and the release."""
    newest = view.dates[-1]
    age = (today - newest.on).days
    old = (
        _("today")
        if age <= 0
        else ngettext("{count} day ago", "{count} days ago", age).format(
            count=formats.count(age)
        )
    )
    as_of = view.as_of or newest
    page.caption(
        _("As of **{date}** · newest snapshot {age} · release {release}").format(
            date=plain(headlines.date(as_of)),
            age=old,
            release=plain(view.release.release_id),
        )
    )
    if age > settings.stale_after_days():
        page.notice(
            "warning",
            _(
                "The newest export is of {date} ({age}). Load a newer one with `make"
                " run EXPORTS=<folder>`; this warning appears after {days} days"
                " (ACRE_STALE_AFTER_DAYS)."
            ).format(
                age=old,
                date=plain(formats.day(newest.on)),
                days=settings.stale_after_days(),
            ),
            "event_busy",
        )


def _failed_checks(page: Canvas, view: View) -> None:
    """A banner with the checks of this release that failed; none, no banner."""
    verdicts = view.release.records(checks.of_release(view))
    failed = [verdict for verdict in verdicts if not verdict["passed"]]
    if not failed:
        return
    first = failed[0]
    page.notice(
        "warning",
        _("**{headline}**. First: {check} {exceptions} See Data quality.").format(
            headline=plain(checks_headline(verdicts)),
            check=plain(description(first)),
            exceptions=plain(exceptions(first)),
        ),
        "rule",
    )


def checks_headline(verdicts: Sequence[Record]) -> str:
    """How many of the checks of this release failed."""
    failed = sum(not verdict["passed"] for verdict in verdicts)
    total = formats.count(len(verdicts))
    if not verdicts:
        return _("This release was published without checks")
    if not failed:
        return _("All {total} checks passed").format(total=total)
    return ngettext(
        "{count} warning from {total} checks",
        "{count} warnings from {total} checks",
        failed,
    ).format(count=formats.count(failed), total=total)


def exceptions(check: Record) -> str:
    """How many rows break the rule of a check."""
    count = check["failed_count"]
    if count is None:
        return _("(could not be checked)")
    if not count:
        return _("(every row does)")
    return ngettext("({count} row does not)", "({count} rows do not)", count).format(
        count=formats.count(count)
    )


def description(check: Record) -> str:
    """What a check asserts, in the language in use where publish knows it."""
    chinese = check["description_zh"] if language() == "zh" else None
    return str(chinese or check["description"])


def absent(page: Canvas, view: View, entity: str) -> bool:
    """Say which export would fill a part of the page; False where it is loaded."""
    if entity in view.loaded:
        return False
    page.notice(
        "info",
        _(
            "No export contains {entity} yet: figures that need them are left out."
            " Put **{file}**, or your CRM's file for them, into an export folder and"
            " run `make run EXPORTS=<folder>`."
        ).format(
            entity=plain(labels.entity(entity)), file=plain(labels.export_file(entity))
        ),
        "upload_file",
    )
    return True


def unfilled(page: Canvas, sentence: str, entity: str, field: str) -> None:
    """Say that no record has a field, what that leaves out, and which field it is."""
    page.notice(
        "info",
        _(
            "{sentence} Fill **{field}** of **{file}**, or map your CRM's field to it,"
            " and run `make run EXPORTS=<folder>`."
        ).format(
            sentence=plain(sentence),
            field=plain(field),
            file=plain(labels.export_file(entity)),
        ),
        "upload_file",
    )


def ungraded(page: Canvas, view: View, list_table: Sequence[Record]) -> None:
    """Say which field would fill what goes by grades, where no prospect ever had one.

    Takes rows per as-of date and declared grade, with prospect_count.
    """
    if view.filters.chosen or lists.are_graded(list_table):
        return
    unfilled(
        page,
        _("No prospect has a grade: figures by grade are left out."),
        "prospects",
        "declared_grade",
    )


def nothing_loaded(page: Canvas) -> None:
    """The release has no snapshot at all."""
    page.notice(
        "info",
        _(
            "This release has no prospects and no projects. Put **prospects.csv** or"
            " **projects.csv** into an export folder and run `make run"
            " EXPORTS=<folder>`."
        ),
        "upload_file",
    )


def listed_at(page: Canvas, view: View) -> AsOf | None:
    """The view's date where the list of that day is known; else None, with the reason."""
    if view.as_of is None:
        nothing_loaded(page)
        return None
    if absent(page, view, "prospects"):
        return None
    if not view.as_of.is_list_known:
        page.notice(
            "info",
            _("The list starts with the first export of prospects."),
            "inbox",
        )
        return None
    return view.as_of


def is_nothing_left(view: View) -> bool:
    """True where filters are set and neither prospects nor open projects fit them."""
    left = (lists.count(view), pipeline.count(view))
    return bool(view.filters.chosen) and not any(map(view.release.number, left))


def nothing_left(page: Canvas, view: View) -> bool:
    """Say that the filters leave nothing; False where they leave something."""
    if not is_nothing_left(view):
        return False
    page.notice(
        "info",
        _(
            "No prospect or open project on {date} matches all filters: {filters}."
            " Remove one or press Reset."
        ).format(
            date=plain(formats.day(view.as_of.on)) if view.as_of else "",
            filters=plain(filter_words.sentence(view)),
        ),
        "filter_alt_off",
    )
    return True
