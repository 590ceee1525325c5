"""The market of a territory coverage: companies on no list, gaps and overlaps."""

from __future__ import annotations

from dashboard.core.release import Record
from dashboard.core.view import View
from dashboard.queries import market
from dashboard.ui.canvas import Canvas
from dashboard.wording import headlines
from dashboard.wording.words import _


def registry(page: Canvas, view: View, now: Record) -> None:
    """What of the market is on no list, and which areas belong to no territory."""
    if view.filters.territory is not None:
        _unlisted(page, view, now)
        return
    left, right = page.columns(1, 1)
    with left:
        _unlisted(page, view, now)
    with right:
        _gaps(page, view, now)


def _unlisted(page: Canvas, view: View, now: Record) -> None:
    headline = headlines.on_no_list(
        now["market_company_count"], now["covered_company_count"]
    )
    explanation = _(
        "Find these first: the largest registry companies on no list, in the selected"
        " industry and territory"
    )
    with page.card(headline, explanation):
        if view.filters.territory is not None:
            page.table("largest_unlisted", market.largest_unlisted(view))
        page.table_beneath(
            "unlisted_companies",
            market.unlisted(view),
            label=_("Companies on no list"),
        )


def _gaps(page: Canvas, view: View, now: Record) -> None:
    count = now["gap_company_count"]
    explanation = _("Areas and industries of the registry outside every territory")
    with page.card(headlines.gaps(count), explanation):
        if count:
            page.table_beneath("market_gaps", market.gaps(view), label=_("Gaps"))


def overlaps(page: Canvas, view: View, now: Record | None) -> None:
    """What two territories share: areas of the market, and companies on their lists."""
    places = now["overlap_company_count"] if now else 0
    listed = view.release.number(market.shared_company_count(view))
    if view.filters.territory is not None and not places and not listed:
        return
    with page.card(
        headlines.overlaps(places, listed),
        _("Companies on two lists, and areas that belong to two territories"),
    ):
        if listed:
            page.table_beneath(
                "shared_companies",
                market.shared_companies(view),
                label=_("On two lists"),
            )
        if places:
            page.table_beneath(
                "shared_areas", market.shared_areas(view), label=_("Shared areas")
            )
