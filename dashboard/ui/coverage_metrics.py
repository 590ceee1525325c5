"""The figures at the head of the page Territory coverage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.core.as_of_dates import AsOf
from dashboard.core.figures import Figure
from dashboard.core.release import Record
from dashboard.core.view import ALL, View
from dashboard.queries.metrics import of as metrics_of
from dashboard.ui.canvas import Metric
from dashboard.ui.record_list import OVERDUE, UNLISTED
from dashboard.wording import formats
from dashboard.wording.words import _

_SHARES: Mapping[str, tuple[str, str]] = {
    "cadence_rate": ("touched_count", "prospect_count"),
    "in_target_market_rate": ("in_target_market_count", "prospect_count"),
    "market_coverage_rate": ("covered_company_count", "market_company_count"),
}


def at(totals: Sequence[Record], as_of: AsOf | None) -> Record | None:
    """The row of coverage.totals, or of market.totals, of a date; None where there is
    nothing to count."""
    if as_of is None:
        return None
    found = [each for each in totals if each["as_of"] == as_of.on]
    return found[0] if found and found[0].get("territory_count", 1) else None


def shares(row: Record | None) -> dict[str, float | None]:
    """The shares of a row of coverage.totals; the target's is the whole target."""
    return {
        "target_rate": 1.0,
        **{
            name: _divided(row.get(part), row.get(whole)) if row else None
            for name, (part, whole) in _SHARES.items()
        },
    }


def _divided(part: float | None, whole: float | None) -> float | None:
    return None if part is None or not whole else part / whole


def of_territories(
    totals: Sequence[Record],
    market: Sequence[Record],
    view: View,
    *,
    has_activities: bool,
) -> list[Metric]:
    """Of all territories: on cadence, overdue, short of target, market, orphans.

    Of the whole company `market` counts a company once, wherever it lies.
    """
    maintained = _maintained(totals, view) if has_activities else []
    short = _count(_("Short of target"), "short_count", totals, view)
    now = at(totals, view.as_of)
    if short and now and now["aimed_count"]:
        maintained.append(short)
    is_whole = not view.filters.chosen.keys() - {"industry"}
    covered = _covered(market if is_whole else totals, view)
    return [*maintained, *_targeted(totals, view), *covered, *_uncovered(totals, view)]


def of_territory(
    totals: Sequence[Record], view: View, *, has_activities: bool
) -> list[Metric]:
    """Of one territory: on cadence, overdue, target market, market covered, orphans."""
    maintained = _maintained(totals, view) if has_activities else []
    covered = _covered(totals, view)
    return [*maintained, *_targeted(totals, view), *covered, *_uncovered(totals, view)]


def _maintained(totals: Sequence[Record], view: View) -> list[Metric]:
    return _known(
        _share(_("On cadence"), "cadence_rate", totals, view, {"show": ALL}),
        _count(_("Overdue"), "overdue_count", totals, view, {"show": OVERDUE}),
    )


def _targeted(totals: Sequence[Record], view: View) -> list[Metric]:
    return _known(
        _share(
            _("In target market"), "in_target_market_rate", totals, view, {"show": ALL}
        )
    )


def _covered(rows: Sequence[Record], view: View) -> list[Metric]:
    opens = {"show": UNLISTED}
    return _known(
        _share(_("Market covered"), "market_coverage_rate", rows, view, opens)
    )


def _uncovered(totals: Sequence[Record], view: View) -> list[Metric]:
    return _known(
        _count(_("Orphans"), "orphan_count", totals, view),
        _count(_("Of inactive reps"), "inactive_rep_count", totals, view),
    )


def _known(*metrics: Metric | None) -> list[Metric]:
    return [metric for metric in metrics if metric is not None]


def _share(
    name: str,
    column: str,
    totals: Sequence[Record],
    view: View,
    opens: Mapping[str, str],
) -> Metric | None:
    now = shares(at(totals, view.as_of))[column]
    before = shares(at(totals, view.compared_list))[column]
    figure = _figure(_percent(now), _percent(before), view)
    if figure is None:
        return None
    better = metrics_of(view.release).better(column)
    return Metric(name, figure, formats.share, better, column, opens)


def _count(
    name: str,
    column: str,
    totals: Sequence[Record],
    view: View,
    opens: Mapping[str, str] | None = None,
) -> Metric | None:
    now, before = at(totals, view.as_of), at(totals, view.compared_list)
    figure = _figure(
        now[column] if now else None, before[column] if before else None, view
    )
    if figure is None:
        return None
    better = metrics_of(view.release).better(column)
    defined = "is_short_of_target" if column == "short_count" else column
    return Metric(name, figure, _whole, better, defined, opens or {"show": ALL})


def _figure(now: float | None, before: float | None, view: View) -> Figure | None:
    if now is None:
        return None
    return Figure(now, before, view.compared_list if before is not None else None)


def _percent(share: float | None) -> float | None:
    """A share as it is written, so that what reads alike has not changed."""
    return None if share is None else round(share, 2)


def _whole(value: float) -> str:
    return formats.count(int(value))
