"""Territories: their prospects by grade, against their targets, at the as-of date."""

from __future__ import annotations

from collections.abc import Collection, Sequence

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
    return view.query(
        f"""
        with counts as materialized (
            select * from ({_counts(shown)})
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

        graded as (
            {_graded(shown)}
            and as_of in ($as_of, coalesce($compared_as_of, $as_of))
            and territory_id in (select territory_id from chosen)
            group by territory_id
        )

        select
            chosen.territory_id,
            coalesce(territories.name, chosen.territory_id) as territory,
            coalesce(graded.team, chosen.team) as team,
            chosen.prospect_count,
            case
                when $is_list_compared then coalesce(graded.compared_prospect_count, 0)
            end as compared_prospect_count,
            chosen.target_prospect_count,
            chosen.target_rate,
            {", ".join(f"coalesce(graded.{each}, 0) as {each}" for each in _GRADE_COUNTS)},
            together.territory_count,
            together.aimed_count,
            together.short_count
        from chosen
        cross join together
        left join graded on chosen.territory_id = graded.territory_id
        left join marts.dim_territories as territories
            on chosen.territory_id = territories.territory_id
        order by
            target_rate nulls last, chosen.prospect_count desc, chosen.territory_id
        """,
        is_list_compared=view.compared_list is not None,
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


def _counts(shown: Collection[str]) -> str:
    """Territories at the view's date with their prospects and targets; the team may be
    missing where `_graded` has it."""
    if not shown:
        return """
            select territory_id, team, prospect_count, target_prospect_count
            from marts.fct_territory_coverage
            where as_of = $as_of
        """
    listed = f"""
        select territory_id, sum(prospect_count)::bigint as prospect_count
        from marts.fct_list_counts
        where as_of = $as_of and {_FILTERED}
        group by territory_id
    """
    if shown != {"team"}:
        return f"""
            select *, null as team, null::bigint as target_prospect_count
            from ({listed})
        """
    return f"""
        select
            territory_id,
            aimed.team,
            coalesce(listed.prospect_count, 0) as prospect_count,
            aimed.target_prospect_count
        from ({listed}) as listed
        full outer join (
            select territory_id, team, target_prospect_count
            from marts.fct_territory_coverage
            where as_of = $as_of and team = $team
        ) as aimed using (territory_id)
    """


def _graded(shown: Collection[str]) -> str:
    """Territories with their prospects by grade, and those at the compared date."""
    compared = """
        (sum(prospect_count) filter (as_of = $compared_as_of))::bigint
            as compared_prospect_count
    """
    if not shown:
        counts = [
            f"(sum({each}) filter (as_of = $as_of))::bigint as {each}"
            for each in _GRADE_COUNTS
        ]
        return f"""
            select territory_id, null as team, {compared}, {", ".join(counts)}
            from marts.fct_territory_coverage
            where true
        """
    return f"""
        select
            territory_id,
            any_value(team) filter (as_of = $as_of) as team,
            {compared},
            {", ".join(map(_count_of, _GRADE_COUNTS, GRADES))}
        from marts.fct_list_counts
        where {_FILTERED}
    """


def _count_of(column: str, grade: str) -> str:
    return f"""
        (
            sum(prospect_count) filter (as_of = $as_of and declared_grade = '{grade}')
        )::bigint as {column}"""
