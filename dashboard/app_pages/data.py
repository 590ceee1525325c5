"""Data: what the release holds, how it was loaded, what was rejected or failed."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pandas as pd
import streamlit as st

from dashboard import cards, formats, headlines, labels, notices, tables
from dashboard.charts import loads as load_charts
from dashboard.markup import plain
from dashboard.queries import as_of, checks, loads
from dashboard.release import Release, in_use
from dashboard.words import _, ngettext

_ALL = "all"


def main() -> None:
    """Lay out the page."""
    release = in_use()
    st.title(_("Data"), anchor=False)
    dates = as_of.dates(release)
    if dates:
        notices.freshness(dates[-1], release.release_id, dt.date.today())
    verdicts = checks.of_release(release)
    entities = loads.entities(release)
    by_export = loads.rows_by_export(release)
    content_section(entities)
    if by_export.empty:
        return
    checks_section(release, verdicts)
    loads_section(release, by_export)
    rejects_section(release)
    findings_section(release)


def content_section(entities: pd.DataFrame) -> None:
    """Which entities the release holds, and which export would fill the others."""
    present = entities[entities["is_loaded"]].drop(columns="is_loaded")
    absent = entities[~entities["is_loaded"]]["entity"]
    headline = ngettext(
        "The release holds {count} of {total} entities",
        "The release holds {count} of {total} entities",
        len(present),
    ).format(count=formats.count(len(present)), total=formats.count(len(entities)))
    with cards.card(headline, _("Records in the newest picture of each entity")):
        if len(present):
            tables.show(present, "entities", height="content")
        if len(absent):
            st.info(
                _(
                    "Not loaded yet, with the file that would fill each: {entities}"
                ).format(
                    entities=_(", ").join(
                        f"{plain(labels.entity(code))} (**{labels.export_file(code)}**)"
                        for code in absent
                    )
                ),
                icon=":material/upload_file:",
            )


def checks_section(release: Release, verdicts: pd.DataFrame) -> None:
    """The checks of this release, failed first, and the releases before it."""
    with cards.card(
        notices.checks_headline(verdicts),
        _("What publish checked before it made this release"),
    ):
        shown = verdicts.assign(
            description=[notices.description(check) for check in verdicts.itertuples()]
        )
        tables.show(
            shown[
                [
                    "passed",
                    "severity",
                    "description",
                    "failed_count",
                    "subject",
                    "check",
                ]
            ],
            "checks",
        )
        tables.beneath(
            checks.history(release), "releases", label=_("Checks of all releases")
        )


def loads_section(release: Release, by_export: pd.DataFrame) -> None:
    """The rows of all files by export date, and the files themselves."""
    headline = headlines.loads(by_export)
    with cards.card(headline, _("Rows of all files by export date")):
        cards.chart(
            "loads",
            partial(load_charts.rows_by_export, by_export),
            description=headline,
        )
        tables.show(loads.batches(release), "files")


def rejects_section(release: Release) -> None:
    """Rejected rows with their reasons, of all files or of one."""
    files = loads.reject_files(release)
    total = int(files["reject_count"].sum())
    if not total:
        with cards.card(
            _("No row was rejected"), _("Every row of every file was kept")
        ):
            return
    headline = ngettext(
        "{count} row was rejected", "{count} rows were rejected", total
    ).format(count=formats.count(total))
    with cards.card(headline, _("Rows that were not loaded, and why")):
        names = {_ALL: _("All files")} | {name: name for name in files["file"]}
        file = st.selectbox(
            _("File"),
            list(names),
            format_func=names.__getitem__,
            key="reject file",
        )
        chosen = None if file == _ALL else file
        tables.show(loads.reject_reasons(release, chosen), "reject_reasons")
        of_file = files if chosen is None else files[files["file"] == chosen]
        tables.listing(
            loads.rejects,
            chosen,
            row_count=int(of_file["reject_count"].sum()),
            file_name="rejects",
        )


def findings_section(release: Release) -> None:
    """Records that were kept although something about them is odd."""
    counts = loads.finding_counts(release)
    if counts.empty:
        return
    total = int(counts["record_count"].sum())
    headline = ngettext(
        "{count} finding in records that were kept",
        "{count} findings in records that were kept",
        total,
    ).format(count=formats.count(total))
    with cards.card(headline, _("Worth a correction in the CRM")):
        names = {_ALL: _("All findings")} | {
            code: labels.finding(code) for code in counts["finding"].unique()
        }
        kind = st.selectbox(
            _("Finding"),
            list(names),
            format_func=names.__getitem__,
            key="finding",
        )
        chosen = None if kind == _ALL else kind
        of_kind = counts if chosen is None else counts[counts["finding"] == chosen]
        tables.listing(
            loads.findings,
            chosen,
            row_count=int(of_kind["record_count"].sum()),
            file_name="findings",
        )


main()
