"""Territories: their prospects by grade, against their targets, at the as-of date."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.queries import filters
from dashboard.queries.query import Query
from dashboard.view import View
from dashboard.wording.labels import GRADES

_GRADE_COUNTS = tuple(f"{grade.lower()}_count" for grade in GRADES)
_FILTERED = filters.of_prospects(("territory", "grade"))


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
    now, earlier = (_part, _part_before) if shown else (_whole, _whole_before)
    return view.query(
        f"""
        with counts as materialized (
            select * from ({now()})
            where prospect_count > 0 or target_prospect_count > 0
        ),

        together as (
            select
                count(*) as territory_count,
                count(*) filter (where target_prospect_count > 0) as aimed_count,
                count(*) filter (where prospect_count < target_prospect_count)
                    as short_count
            from counts
        ),

        chosen as (
            select
                *,
                prospect_count / nullif(target_prospect_count, 0) as target_rate
            from counts
            order by target_rate nulls last, prospect_count desc, territory_id
            limit $row_count
        ),

        earlier as (
            {earlier()}
            and territory_id in (select territory_id from chosen)
            group by territory_id
        )

        select
            chosen.territory_id,
            coalesce(territories.name, chosen.territory_id) as territory,
            chosen.team,
            chosen.prospect_count,
            case when $is_list_compared then coalesce(earlier.prospect_count, 0) end
                as compared_prospect_count,
            chosen.target_prospect_count,
            chosen.target_rate,
            {", ".join(f"chosen.{each}" for each in _GRADE_COUNTS)},
            together.territory_count,
            together.aimed_count,
            together.short_count
        from chosen
        cross join together
        left join earlier on chosen.territory_id = earlier.territory_id
        left join marts.dim_territories as territories
            on chosen.territory_id = territories.territory_id
        order by
            target_rate nulls last, chosen.prospect_count desc, chosen.territory_id
        """,
        is_list_compared=view.compared_list is not None,
        has_targets=not shown - {"team"},
    )


def over_time(view: View, territory_ids: Sequence[str] | None = None) -> Query:
    """Territory × as-of date up to the view's date, of these territories with a target.

    All of them where none are named. Of a team, prospects in its hands. Columns: as_of, territory_id, territory,
    prospect_count, target_prospect_count, target_rate; oldest first.
    """
    counts = _of_the_team if view.filters.team else _of_all
    return view.query(
        f"""
        select
            counts.as_of,
            counts.territory_id,
            coalesce(territories.name, counts.territory_id) as territory,
            counts.prospect_count,
            counts.target_prospect_count,
            counts.prospect_count / counts.target_prospect_count as target_rate
        from ({counts()}) as counts
        left join marts.dim_territories as territories
            on counts.territory_id = territories.territory_id
        order by counts.as_of, counts.territory_id
        """,
        are_named=territory_ids is not None,
        territory_ids=tuple(territory_ids or ()),
    )


def _of_all() -> str:
    return """
        select as_of, territory_id, prospect_count, target_prospect_count
        from marts.fct_territory_coverage
        where
            as_of <= $as_of
            and (not $are_named or list_contains($territory_ids, territory_id))
            and target_prospect_count > 0
    """


def _of_the_team() -> str:
    return f"""
        select
            whole.as_of,
            whole.territory_id,
            coalesce(listed.prospect_count, 0) as prospect_count,
            whole.target_prospect_count
        from ({_of_all()} and team = $team) as whole
        left join (
            select as_of, territory_id, sum(prospect_count)::bigint as prospect_count
            from marts.fct_list_counts
            where
                as_of <= $as_of
                and (not $are_named or list_contains($territory_ids, territory_id))
                and team = $team
            group by as_of, territory_id
        ) as listed using (as_of, territory_id)
    """


def _whole() -> str:
    return f"""
        select
            territory_id, team, prospect_count, target_prospect_count,
            {", ".join(_GRADE_COUNTS)}
        from marts.fct_territory_coverage
        where as_of = $as_of
    """


def _whole_before() -> str:
    return """
        select territory_id, sum(prospect_count)::bigint as prospect_count
        from marts.fct_territory_coverage
        where as_of = $compared_as_of
    """


def _part() -> str:
    return f"""
        select
            territory_id,
            coalesce(parts.team, targets.team) as team,
            coalesce(parts.prospect_count, 0) as prospect_count,
            targets.target_prospect_count,
            {", ".join(f"coalesce({each}, 0) as {each}" for each in _GRADE_COUNTS)}
        from (
            select
                territory_id,
                any_value(team) as team,
                sum(prospect_count)::bigint as prospect_count,
                {", ".join(map(_count_of, _GRADE_COUNTS, GRADES))}
            from marts.fct_list_counts
            where as_of = $as_of and {_FILTERED}
            group by territory_id
        ) as parts
        full outer join (
            select territory_id, team, target_prospect_count
            from marts.fct_territory_coverage
            where
                $has_targets
                and as_of = $as_of
                and ($team is null or team = $team)
        ) as targets using (territory_id)
    """


def _part_before() -> str:
    return f"""
        select territory_id, sum(prospect_count)::bigint as prospect_count
        from marts.fct_list_counts
        where as_of = $compared_as_of and {_FILTERED}
    """


def _count_of(column: str, grade: str) -> str:
    return f"""
        (sum(prospect_count) filter (declared_grade = '{grade}'))::bigint as {column}"""
