"""Territories: their prospects by grade, against their targets, at the as-of date."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.core.codes import GRADES
from dashboard.core.query import Query
from dashboard.core.view import View
from dashboard.queries.measure import compared, measure

GRADE_COUNTS = tuple(f"{grade.lower()}_count" for grade in GRADES)
TARGETS = ("target_prospect_count", "target_rate")
# Filters that narrow no territory, so that its neighbours stay in sight.
_IN_SIGHT = ("territory", "grade")


def are_whole(view: View) -> bool:
    """False where a filter leaves only a part of each territory, which has no target."""
    return not view.filters.chosen.keys() - {"territory", "grade", "team"}


def by_grade(view: View) -> Query:
    """One row per territory, the furthest from its target first.

    The chosen territory and grade do not narrow it, so that their neighbours stay in
    sight. Columns: territory_id, territory, team, prospect_count,
    compared_prospect_count (missing where nothing is compared), target_prospect_count
    (missing where there is none, or where a filter shows only a part of the territory),
    target_rate, a_count … d_count, ungraded_count; and of all rows together
    territory_count, aimed_count (with a target), short_count (below it).
    """
    targets = TARGETS if are_whole(view) else ()
    counts = compared(
        view,
        ("prospect_count", *GRADE_COUNTS, *targets),
        ("territory_id",),
        beside="prospect_count",
        ignoring=_IN_SIGHT,
    )
    missing = ", null::bigint as target_prospect_count, null::double as target_rate"
    return view.query(
        f"""
        with counts as (
            select * {"" if targets else missing} from ({counts})
            where prospect_count > 0 or target_prospect_count > 0
        )

        select
            counts.territory_id,
            coalesce(territories.name, counts.territory_id) as territory,
            whole.team,
            counts.prospect_count,
            counts.compared_prospect_count,
            counts.target_prospect_count,
            counts.target_rate,
            {", ".join(f"counts.{each}" for each in GRADE_COUNTS)},
            count(*) over () as territory_count,
            count(counts.target_rate) over () as aimed_count,
            count(*) filter (
                counts.prospect_count < counts.target_prospect_count
            ) over () as short_count
        from counts
        left join marts.fct_territory_coverage as whole
            on whole.as_of = $as_of and counts.territory_id = whole.territory_id
        left join marts.dim_territories as territories
            on counts.territory_id = territories.territory_id
        order by target_rate nulls last, counts.prospect_count desc, counts.territory_id
        limit $row_count
        """
    )


def over_time(view: View, territory_ids: Sequence[str] | None = None) -> Query:
    """Territory × as-of date up to the view's date, of these territories with a target.

    All of them where none are named; of a team its own, with the prospects that its reps
    own. Columns: as_of, territory_id, territory, prospect_count, target_prospect_count,
    target_rate; oldest first.
    """
    counts = measure(
        view.without(view.filters.chosen.keys() - {"team"}),
        ("prospect_count", *TARGETS),
        ("as_of", "territory_id"),
        where="(not $are_named or list_contains($territory_ids, territory_id))",
    )
    return view.query(
        f"""
        select
            counts.as_of,
            counts.territory_id,
            coalesce(territories.name, counts.territory_id) as territory,
            counts.prospect_count,
            counts.target_prospect_count,
            counts.target_rate
        from ({counts}) as counts
        left join marts.dim_territories as territories
            on counts.territory_id = territories.territory_id
        where counts.target_prospect_count > 0
        order by counts.as_of, counts.territory_id
        """,
        are_named=territory_ids is not None,
        territory_ids=tuple(territory_ids or ()),
    )
