"""What each source of the list brought, and how much of the market it reached."""

from __future__ import annotations

from dashboard.charts import list_sources as source_charts
from dashboard.core.view import View
from dashboard.queries import list_sources, lists
from dashboard.ui import notices
from dashboard.ui.canvas import SHOWN_ROWS, Canvas
from dashboard.wording import churn as headlines
from dashboard.wording.words import _

_PICKS = {"list_source": "source"}


def brought(page: Canvas, view: View) -> None:
    """What each source of the list brought, and how much of the market it reached."""
    rows = view.release.shown(list_sources.sources(view).limited(SHOWN_ROWS))
    if not any(row["name_count"] for row in rows):
        return
    for entity in ("prospect_sources", "market_companies"):
        notices.absent(page, view, entity)
    if all(row["reached_rate"] is None for row in rows):
        notices.ungraded(page, view, view.release.records(lists.by_grade(view)))
    headline = headlines.sources(rows)
    with page.card(
        headline,
        _(
            "All names captured by the date; coverage is of the whole market. A"
            " prospect found on several lists counts for each of them"
        ),
    ):
        placed = [row for row in rows if row["source_coverage_rate"] is not None]
        placed = [row for row in placed if row["reached_rate"] is not None]
        if placed:
            page.chart(
                "sources",
                lambda: source_charts.sources(placed),
                description=headline,
                picks=_PICKS,
            )
        page.table(
            "sources",
            list_sources.sources(view),
            row_count=len(rows),
            picks=_PICKS,
        )
        if "source" in view.choices:
            page.table("source_names", list_sources.source_names(view))
        else:
            page.table_beneath(
                "source_names", list_sources.source_names(view), label=_("All names")
            )
        page.caption(
            _(
                "Entries are assessed once their trial period is over. Exports do not"
                " record whom a visit met: a decision maker counts as met once one is"
                " a known contact and the prospect was visited, or once one attended"
                " an event."
            )
        )
