"""Territories: their prospects by grade, against their targets, at the as-of date."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.queries import filters
from dashboard.queries.query import Query
from dashboard.view import View
from dashboard.wording.labels import GRADES

_GRADE_COUNTS = tuple(f"{grade.lower()}_count" for grade in GRADES)


def by_grade(view: View) -> Query:
    """One row per territory, the furthest from its target first.

    The chosen territory and grade do not narrow it, so that their neighbours stay in
    sight. Columns: territory_id, territory, team, prospect_count,
    compared_prospect_count (missing where nothing is compared), target_prospect_count
    (missing where there is none, or where a filter shows only a part of the territory),
    target_rate, a_count … d_count, ungraded_count; and of all rows together
    territory_count, aimed_count (with a target), short_count (below it).
    """
    shown = view.filters.chosen.keys() - {"territory", "grade"}
    counts = _of_a_part if shown else _whole
    return view.query(
        f"""
        with counts as materialized (
            select * from ({counts()})
            where prospect_count > 0 or target_prospect_count > 0
        ),

        together as (
            select
                count(*) as territory_count,
                count(*) filter (where target_prospect_count > 0) as aimed_count,
                count(*) filter (where prospect_count < target_prospect_count)
                    as short_count
            from counts
        )

        select
            counts.territory_id,
            coalesce(territories.name, counts.territory_id) as territory,
            counts.team,
            counts.prospect_count,
            counts.compared_prospect_count,
            counts.target_prospect_count,
            counts.prospect_count / nullif(counts.target_prospect_count, 0)
                as target_rate,
            counts.a_count,
            counts.b_count,
            counts.c_count,
            counts.d_count,
            counts.ungraded_count,
            together.territory_count,
            together.aimed_count,
            together.short_count
        from counts
        cross join together
        left join marts.dim_territories as territories
            on counts.territory_id = territories.territory_id
        order by
            target_rate nulls last, counts.prospect_count desc, counts.territory_id
        """,
        is_list_compared=view.compared_list is not None,
        has_targets=not shown - {"team"},
    )


def over_time(view: View, territory_ids: Sequence[str]) -> Query:
    """Territory × as-of date up to the view's date, of these territories with a target.

    Columns: as_of, territory_id, prospect_count, target_prospect_count, target_rate.
    """
    return view.query(
        """
        select
            as_of,
            territory_id,
            prospect_count,
            target_prospect_count,
            prospect_count / target_prospect_count as target_rate
        from marts.fct_territory_coverage
        where
            as_of <= $as_of
            and list_contains($territory_ids, territory_id)
            and target_prospect_count > 0
        order by as_of, territory_id
        """,
        territory_ids=tuple(territory_ids),
    )


def _whole() -> str:
    return """
        select
            now.territory_id,
            now.team,
            now.prospect_count,
            case when $is_list_compared then coalesce(earlier.prospect_count, 0) end
                as compared_prospect_count,
            now.target_prospect_count,
            now.a_count,
            now.b_count,
            now.c_count,
            now.d_count,
            now.ungraded_count
        from marts.fct_territory_coverage as now
        left join marts.fct_territory_coverage as earlier
            on
                now.territory_id = earlier.territory_id
                and earlier.as_of = $compared_as_of
        where now.as_of = $as_of
    """


def _of_a_part() -> str:
    return f"""
        select
            territory_id,
            coalesce(parts.team, targets.team) as team,
            coalesce(parts.prospect_count, 0) as prospect_count,
            case when $is_list_compared then coalesce(parts.compared_prospect_count, 0) end
                as compared_prospect_count,
            targets.target_prospect_count,
            {", ".join(f"coalesce({each}, 0) as {each}" for each in _GRADE_COUNTS)}
        from ({_parts()}) as parts
        full outer join (
            select territory_id, team, target_prospect_count
            from marts.fct_territory_coverage
            where
                $has_targets
                and as_of = $as_of
                and ($team is null or team = $team)
        ) as targets using (territory_id)
    """


def _parts() -> str:
    return f"""
        select
            territory_id,
            any_value(team) filter (as_of = $as_of) as team,
            sum(prospect_count) filter (as_of = $as_of)::bigint as prospect_count,
            sum(prospect_count) filter (as_of = $compared_as_of)::bigint
                as compared_prospect_count,
            {", ".join(map(_count_of, _GRADE_COUNTS, GRADES))}
        from marts.fct_list_counts
        where
            as_of in ($as_of, coalesce($compared_as_of, $as_of))
            and {filters.of_prospects(("territory", "grade"))}
        group by territory_id
    """


def _count_of(column: str, grade: str) -> str:
    return f"""
        sum(prospect_count) filter (
            as_of = $as_of and declared_grade = '{grade}'
        )::bigint as {column}"""
