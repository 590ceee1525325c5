"""Territory coverage: how the list is maintained, and how much of the market it holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dashboard.charts import coverage as charts
from dashboard.core import codes
from dashboard.core.as_of_dates import AsOf
from dashboard.core.release import Record
from dashboard.core.view import View
from dashboard.queries import coverage, lists, market
from dashboard.ui import coverage_metrics, metrics, notices
from dashboard.ui import market as market_parts
from dashboard.ui.canvas import SHOWN_ROWS, Canvas
from dashboard.wording import formats, headlines, labels
from dashboard.wording.markup import plain
from dashboard.wording.words import _

_MOST_TERRITORIES = 40
_PICKS = {"territory_id": "territory"}
_MARKET = ("market_companies", "territory_areas")


def draw(view: View, page: Canvas) -> None:
    """Lay out the page."""
    notices.head(page, view, _("Territory coverage"), dt.date.today())
    as_of = notices.listed_at(page, view)
    if as_of is None or notices.nothing_left(page, view):
        return
    has_activities = not notices.absent(page, view, "activities")
    absent = [notices.absent(page, view, entity) for entity in _MARKET]
    totals = view.release.records(coverage.totals(view))
    registry = [] if any(absent) else view.release.records(market.totals(view))
    _unknown(page, view)
    if view.filters.territory is not None:
        _sheet(page, view, as_of, totals, has_activities)
    else:
        _territories(page, view, totals, registry, has_activities)
    if has_activities:
        _worklist(page, view, coverage_metrics.at(totals, as_of))
    now = coverage_metrics.at(registry, as_of)
    if now:
        market_parts.registry(page, view, now)
    elif not any(absent) and not view.filters.chosen:
        page.notice(
            "info",
            _("No market registry or territory areas at this date."),
            "inbox",
        )
    market_parts.overlaps(page, view, now)


def _unknown(page: Canvas, view: View) -> None:
    """Say which fields would fill what no prospect of the date tells."""
    now = view.release.records(coverage.unknown(view))[0]
    if now["is_target_market_unknown"]:
        notices.unfilled(
            page,
            _("For no prospect is it known whether it is in the target market."),
            "prospects",
            "annual_revenue_amount",
        )
    if now["are_owners_unknown"]:
        notices.unfilled(
            page,
            _("No prospect on the list has both a territory and a rep."),
            "prospects",
            "territory_id",
        )


def _territories(
    page: Canvas,
    view: View,
    totals: Sequence[Record],
    registry: Sequence[Record],
    has_activities: bool,
) -> None:
    """All territories side by side, and how the work is spread among them."""
    figures = coverage_metrics.of_territories(
        totals, registry, view, has_activities=has_activities
    )
    if figures:
        page.strip(_("All territories together"), figures)
    query = coverage.by_territory(view)
    shown = view.release.records(query.limited(_MOST_TERRITORIES))
    measures = [
        each
        for each in charts.compared(shown)
        if has_activities or each != "cadence_rate"
    ]
    maintained = [each for each in shown if each["territory_id"] != codes.UNASSIGNED]
    spread = charts.balanced(maintained)
    if not measures:
        return
    if "workload_rate" not in spread:
        _side_by_side(page, view, shown, measures, totals)
        return
    left, right = page.columns(1, 1)
    with left:
        _side_by_side(page, view, shown, measures, totals)
    with right:
        _balance(page, maintained, spread)


def _side_by_side(
    page: Canvas,
    view: View,
    shown: Sequence[Record],
    measures: Sequence[str],
    totals: Sequence[Record],
) -> None:
    headline = (
        headlines.least_on_cadence(shown)
        if "cadence_rate" in measures
        else _("Territories side by side")
    )
    now = coverage_metrics.at(totals, view.as_of)
    explanation = [_("Shares of each territory; click one to open its audit sheet")]
    count = now["territory_count"] if now else 0
    if count > _MOST_TERRITORIES:
        explanation.append(
            _("of {total}, the {count} least on cadence").format(
                count=formats.count(_MOST_TERRITORIES), total=formats.count(count)
            )
        )
    with page.card(headline, _("; ").join(explanation)):
        page.chart(
            "territories side by side",
            lambda: charts.side_by_side(shown, coverage_metrics.shares(now), measures),
            description=headline,
            picks=_PICKS,
        )
        page.table_beneath(
            "territory_coverage", coverage.by_territory(view), picks=_PICKS
        )


def _balance(page: Canvas, shown: Sequence[Record], measures: Sequence[str]) -> None:
    headline = headlines.workload(shown)
    explanation = _(
        "Prospects and market vs. the average of these territories, the"
        " list's workload vs. a rep's month; figures in the table of"
        " territories"
    )
    with page.card(headline, explanation):
        page.chart(
            "balance",
            lambda: charts.balance(shown, measures),
            description=headline,
            picks=_PICKS,
        )


def _sheet(
    page: Canvas,
    view: View,
    as_of: AsOf,
    totals: Sequence[Record],
    has_activities: bool,
) -> None:
    """The chosen territory's audit sheet: one printed page."""
    page.one_sheet()
    found = view.release.records(coverage.of_chosen(view))
    now = coverage_metrics.at(totals, as_of)
    if not found or now is None:
        return
    territory = found[0]
    name = labels.territory(view.filters.territory or "", territory["territory"])
    rate = coverage_metrics.shares(now)["cadence_rate"] if has_activities else None
    target = now["target_prospect_count"]
    headline = headlines.sheet(
        name, now["prospect_count"], None if target is None else int(target), rate
    )
    _history(page, view, headline, territory, has_activities)
    by_grade = metrics.of_list(view.release.records(lists.by_grade(view)), view, as_of)
    figures = coverage_metrics.of_territory(totals, view, has_activities=has_activities)
    strips = [
        (_("Prospects on the list"), by_grade),
        (_("How it is maintained"), figures),
    ]
    shown = [(title, strip) for title, strip in strips if strip]
    parts = page.columns(*(len(strip) for _title, strip in shown))
    for part, (title, strip) in zip(parts, shown, strict=True):
        with part:
            page.strip(title, strip)


def _history(
    page: Canvas, view: View, headline: str, owner: Record, has_activities: bool
) -> None:
    """The territory's shares over time, under its name and its owner."""
    dates = view.release.records(coverage.over_time(view))
    measures = [
        each
        for each in charts.compared(dates)
        if has_activities or each != "cadence_rate"
    ]
    with page.card(
        headline,
        _("Owner: {rep}, {team}").format(
            rep=plain(labels.rep(owner["rep"])),
            team=plain(labels.team(owner["team"])),
        ),
    ):
        if measures:
            page.chart(
                "territory over time",
                lambda: charts.history(dates, measures),
                description=headline,
                picks={"as_of": "as_of"},
            )
            page.table_beneath(
                "territory_over_time",
                coverage.over_time(view),
                picks={"as_of": "as_of"},
            )


def _worklist(page: Canvas, view: View, now: Record | None) -> None:
    """The longest overdue, and beneath them all, rep by rep and one by one."""
    head = view.release.shown(coverage.longest_overdue(view).limited(SHOWN_ROWS))
    count = now["overdue_count"] if now else 0
    headline = headlines.overdue(count, head[0]["days_overdue"] if head else 0)
    with page.card(headline, _("Worklist: the longest overdue first")):
        if not count:
            return
        if view.filters.territory is None:
            page.table_beneath(
                "overdue_by_rep",
                coverage.by_rep(view),
                label=_("By rep; select a row to see the rep's prospects"),
                picks={"rep_id": "rep"},
            )
            if view.filters.rep is not None:
                page.table("overdue_prospects", coverage.overdue(view), row_count=count)
                return
        page.table("longest_overdue", coverage.longest_overdue(view))
        page.table_beneath(
            "overdue_prospects",
            coverage.overdue(view),
            label=_("All overdue prospects"),
        )


if __name__ == "__main__":
    from dashboard.ui import show

    show.page(draw)
