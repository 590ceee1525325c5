"""Territories: their prospects by grade, against their targets, at the as-of date."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.core.codes import GRADES
from dashboard.core.query import Query
from dashboard.core.view import View
from dashboard.queries import lists

_GRADE_COUNTS = tuple(f"{grade.lower()}_count" for grade in GRADES)
# Filters that narrow no territory, so that its neighbours stay in sight.
_IN_SIGHT = ("territory", "grade")
# Counts by grade, of marts that have a column for each and of those that have a row.
_WIDE = ", ".join(
    f"(sum({column}) filter (as_of = $as_of))::bigint as {column}"
    for column in _GRADE_COUNTS
)
_LONG = ", ".join(
    f"""(
        sum(prospect_count) filter (as_of = $as_of and declared_grade = '{grade}')
    )::bigint as {column}"""
    for column, grade in zip(_GRADE_COUNTS, GRADES, strict=True)
)


def by_grade(view: View) -> Query:
    """One row per territory, the furthest from its target first.

    The chosen territory and grade do not narrow it, so that their neighbours stay in
    sight. Columns: territory_id, territory, team, prospect_count,
    compared_prospect_count (missing where nothing is compared), target_prospect_count
    (missing where there is none, or where a filter shows only a part of the territory),
    target_rate, a_count … d_count, ungraded_count; and of all rows together
    territory_count, aimed_count (with a target), short_count (below it).
    """
    return view.query(
        f"""
        with counts as materialized (
            select * from ({_counts(view)})
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
            {_graded(view)}
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


def _counts(view: View) -> str:
    """Territories at the view's date with their prospects and targets; the team may be
    missing where `_graded` has it."""
    shown = _shown(view)
    if not shown:
        return """
            select territory_id, team, prospect_count, target_prospect_count
            from marts.fct_territory_coverage
            where as_of = $as_of
        """
    mart, conditions = lists.by_owner(view, _IN_SIGHT)
    listed = f"""
        select territory_id, sum(prospect_count)::bigint as prospect_count
        from marts.{mart}
        where as_of = $as_of and {conditions}
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


def _graded(view: View) -> str:
    """Territories with their prospects by grade, and those at the compared date."""
    compared = """
        (sum(prospect_count) filter (as_of = $compared_as_of))::bigint
            as compared_prospect_count
    """
    if not _shown(view):
        return f"""
            select territory_id, null as team, {compared}, {_WIDE}
            from marts.fct_territory_coverage
            where true
        """
    mart, conditions = lists.by_owner(view, _IN_SIGHT)
    return f"""
        select
            territory_id,
            any_value(team) filter (as_of = $as_of) as team,
            {compared},
            {_WIDE if mart == "fct_list_attributes" else _LONG}
        from marts.{mart}
        where {conditions}
    """


def _shown(view: View) -> set[str]:
    """The filters that leave a part of territories."""
    return set(view.filters.chosen.keys() - set(_IN_SIGHT))
