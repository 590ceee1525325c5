"""Data quality: what the release holds, how it was loaded, what was rejected or failed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dashboard.charts import loads as load_charts
from dashboard.core.release import Record
from dashboard.core.view import ALL, View
from dashboard.queries import checks, loads
from dashboard.ui import notices
from dashboard.ui.canvas import Canvas
from dashboard.wording import formats, headlines, labels, reasons
from dashboard.wording.markup import plain
from dashboard.wording.words import _, ngettext


def draw(view: View, page: Canvas) -> None:
    """Lay out the page."""
    notices.head(page, view, _("Data quality"), dt.date.today())
    if view.as_of is not None:
        page.caption(
            _(
                "Files, rejected rows and findings up to the as-of date; entities and"
                " checks are those of the release. The other filters do not apply here."
            )
        )
    _contents(page, view)
    _checks(page, view)
    by_export = view.release.records(loads.rows_by_export(view))
    if not by_export:
        return
    _loads(page, view, by_export)
    _rejects(page, view)
    _findings(page, view)


def _contents(page: Canvas, view: View) -> None:
    """Which entities the release holds, and which export would fill the others."""
    entities = view.release.records(loads.entities(view))
    absent = [each["entity"] for each in entities if not each["is_loaded"]]
    held = len(entities) - len(absent)
    headline = ngettext(
        "The release contains {count} of {total} entities",
        "The release contains {count} of {total} entities",
        held,
    ).format(count=formats.count(held), total=formats.count(len(entities)))
    with page.card(headline, _("Records in the newest snapshot of each entity")):
        page.table("entities", loads.entities(view))
        if absent:
            page.notice(
                "info",
                _("Not loaded yet, and the file to load for each: {entities}").format(
                    entities=_(", ").join(
                        f"{plain(labels.entity(code))} (**{labels.export_file(code)}**)"
                        for code in absent
                    )
                ),
                "upload_file",
            )


def _checks(page: Canvas, view: View) -> None:
    """The checks of this release, failed first, and the releases before it."""
    verdicts = view.release.records(checks.of_release(view))
    with page.card(
        notices.checks_headline(verdicts),
        _(
            "Checks run before this release was published; select a row to see what"
            " it found"
        ),
    ):
        page.table("checks", checks.of_release(view), picks={"check": "check"})
        _exceptions(page, view, verdicts)
        page.table_beneath(
            "releases", checks.history(view), label=_("Checks of all releases")
        )


def _exceptions(page: Canvas, view: View, verdicts: Sequence[Record]) -> None:
    """The rows that break the rule of the chosen check."""
    for verdict in verdicts:
        if verdict["check"] == view.choices.get("check"):
            page.caption(
                _("**{check}** {exceptions}").format(
                    check=plain(notices.description(verdict)),
                    exceptions=plain(notices.exceptions(verdict)),
                )
            )
            if verdict["failed_count"]:
                page.table("check_exceptions", checks.exceptions(view))


def _loads(page: Canvas, view: View, by_export: Sequence[Record]) -> None:
    """The rows of all files by export date, and the files themselves."""
    headline = headlines.loads(by_export)
    with page.card(headline, _("Rows of all files by export date")):
        page.chart(
            "loads",
            lambda: load_charts.rows_by_export(by_export),
            description=headline,
            picks={"as_of": "as_of"},
        )
        page.table_beneath("rows_by_export", loads.rows_by_export(view))
        page.table("files", loads.batches(view))


def _rejects(page: Canvas, view: View) -> None:
    """Rejected rows with their reasons, of all files or of one."""
    files = view.release.records(loads.reject_files(view))
    total = sum(each["reject_count"] for each in files)
    if not total:
        with page.card(_("No row was rejected"), _("Every row of every file was kept")):
            return
    headline = ngettext(
        "{count} row was rejected", "{count} rows were rejected", total
    ).format(count=formats.count(total))
    with page.card(headline, _("Rows that were not loaded, and why")):
        options = {ALL: _("All files")} | {each["file"]: each["file"] for each in files}
        view = view.choosing("file", page.choice("file", _("File"), options))
        page.table(
            "reject_reasons", loads.reject_reasons(view), picks={"reason": "reason"}
        )
        given = view.release.records(loads.reject_reasons(view))
        sentences = {each["reason"]: reasons.reason(each["reason"]) for each in given}
        reason = page.choice("reason", _("Reason"), {ALL: _("All reasons")} | sentences)
        page.table("rejects", loads.rejects(view.choosing("reason", reason)))


def _findings(page: Canvas, view: View) -> None:
    """Records that were kept although something about them is odd."""
    counts = view.release.records(loads.finding_counts(view))
    if not counts:
        return
    total = sum(each["record_count"] for each in counts)
    headline = ngettext(
        "{count} finding in records that were kept",
        "{count} findings in records that were kept",
        total,
    ).format(count=formats.count(total))
    with page.card(headline, _("Worth a correction in the CRM")):
        options = {ALL: _("All findings")} | {
            each["finding"]: labels.finding(each["finding"]) for each in counts
        }
        view = view.choosing("finding", page.choice("finding", _("Finding"), options))
        page.table("findings", loads.findings(view))


if __name__ == "__main__":
    from dashboard.ui import show

    show.page(draw)
