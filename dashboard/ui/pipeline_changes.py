"""What changed in the pipeline between two dates, and the changes behind the figures."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts import changes as change_charts
from dashboard.core.release import Record
from dashboard.core.view import ALL, View
from dashboard.queries import changes
from dashboard.ui import notices
from dashboard.ui.canvas import Canvas
from dashboard.wording import forecast_headlines as said
from dashboard.wording import forecast_words, headlines
from dashboard.wording.words import _

_DUE = "due"
_HEIGHT = 420


def changed(page: Canvas, view: View) -> None:
    """The waterfall from the compared date to the as-of date, and what it counts."""
    compared = view.compared
    if compared is None:
        page.notice(
            "info",
            _("Choose a date to compare with to see what changed in the pipeline."),
            "difference",
        )
        return
    code = page.choice(
        "pipeline",
        _("Pipeline"),
        {ALL: _("All open projects"), _DUE: _("Due in 3 months")},
    )
    view = view.choosing("pipeline", code)
    rows = view.release.records(changes.by_kind(view))
    has_amounts = changes.are_amounts_known(rows)
    if not has_amounts:
        notices.unfilled(page, headlines.amounts_unknown(), "projects", "amount")
    headline = said.changed(rows, compared, has_amounts=has_amounts)
    left, right = page.columns(1, 1)
    with left, page.card(headline, _explained(view)):
        page.chart(
            "changes",
            lambda: change_charts.waterfall(
                rows, view.choices.get("change"), has_amounts=has_amounts
            ),
            description=headline,
            picks={"change_type": "change"},
        )
        page.table_beneath(
            "pipeline_changes_by_kind",
            changes.by_kind(view),
            picks={"change_type": "change"},
        )
    with right:
        _changed_records(page, view, rows)


def _explained(view: View) -> str:
    parts = [
        _("Every change between the dates counts, even if reversed later"),
        _("hollow: moved within the pipeline, total unchanged"),
    ]
    if view.compared and view.compared.is_reconstructed:
        parts.append(_("dates before the first export are reconstructed"))
    return _("; ").join(parts)


def _changed_records(page: Canvas, view: View, rows: Sequence[Record]) -> None:
    kinds = [
        row["change_type"] for row in rows if row["change_type"] not in changes.ENDS
    ]
    options = {ALL: _("All changes")} | {
        kind: forecast_words.change(kind) for kind in kinds
    }
    with page.card(_("The changes behind the figures"), _("Newest first")):
        view = view.choosing("change", page.choice("change", _("Change"), options))
        page.table(
            "pipeline_changes",
            changes.listed(view),
            height=_HEIGHT,
            row_count=sum(
                row["record_count"] or 0
                for row in rows
                if view.choices.get("change") in (None, row["change_type"])
            ),
        )
