"""How far declared grades can be trusted, per team, rep or territory, with intervals.

The marts hold the intervals of whole places: segment, industry and product line do not
narrow them.
"""

from __future__ import annotations

from dashboard.core.query import Query
from dashboard.core.view import ALL, View

LEVELS = ("team", "rep", "territory")
KINDS = ("segment", "industry", "line")
_PLACED = """
    level = $level_shown
    and ($team is null or team = $team)
    and ($rep_id is null or level <> 'rep' or rep_id = $rep_id)
    and ($territory_id is null or level <> 'territory' or territory_id = $territory_id)
"""
_NAMES = """
    case level
        when 'rep' then coalesce(reps.name, places.rep_id)
        when 'territory' then coalesce(territories.name, places.territory_id)
        else places.team
    end as place,
    case level
        when 'rep' then places.rep_id
        when 'territory' then places.territory_id
        else places.team
    end as place_id,
    places.level,
    places.team
"""
_WITH_NAMES = """
    left join marts.dim_reps as reps on places.rep_id = reps.rep_id
    left join marts.dim_territories as territories
        on places.territory_id = territories.territory_id
"""


def level(view: View) -> str:
    """What the league compares: the level that was chosen, else teams, else reps."""
    chosen = view.choices.get("level", ALL)
    if chosen in LEVELS:
        return chosen
    return "rep" if view.filters.team else "team"


def league(view: View) -> Query:
    """One row per place: its share of inflated grades, the surest inflation first.

    Columns: place, place_id, level, team, assessed_count, inflated_count, inflated_rate,
    inflated_low_rate, inflated_high_rate, stale_count, stale_rate, is_enough, and
    compared_rate, the share at the compared date.
    """
    return view.query(
        f"""
        with places as (
            select * from marts.fct_grade_audit
            where
                as_of = $as_of and declared_grade = coalesce($grade, 'all') and {_PLACED}
        ),

        earlier as (
            select team, rep_id, territory_id, inflated_rate as compared_rate
            from marts.fct_grade_audit
            where
                as_of = $compared_as_of
                and declared_grade = coalesce($grade, 'all')
                and {_PLACED}
        )

        select
            {_NAMES},
            places.assessed_count,
            places.inflated_count,
            places.inflated_rate,
            places.inflated_low_rate,
            places.inflated_high_rate,
            earlier.compared_rate,
            places.stale_count,
            places.stale_rate,
            places.is_enough
        from places
        left join earlier
            on
                places.team = earlier.team
                and places.rep_id = earlier.rep_id
                and places.territory_id = earlier.territory_id
        {_WITH_NAMES}
        where places.assessed_count > 0
        order by is_enough desc, places.inflated_low_rate desc, place, place_id
        """,
        level_shown=level(view),
    )


def reliability(view: View) -> Query:
    """One row per place and grade A to C: what became of its declarations.

    Columns: place, place_id, level, team, declared_grade, declared_count, due_count,
    signed_count, not_yet_known_count, signed_rate, signed_low_rate, signed_high_rate,
    is_enough.
    """
    return view.query(
        f"""
        with places as (
            select * from marts.fct_grade_reliability
            where
                as_of = $as_of
                and {_PLACED}
                and declared_grade = coalesce($grade, 'A')
        )

        select
            {_NAMES},
            places.declared_grade,
            places.declared_count,
            places.due_count,
            places.signed_count,
            places.not_yet_known_count,
            places.signed_rate,
            places.signed_low_rate,
            places.signed_high_rate,
            places.is_enough
        from places {_WITH_NAMES}
        order by is_enough desc, places.signed_low_rate nulls last, place, place_id
        """,
        level_shown=level(view),
    )


def cohorts(view: View) -> Query:
    """As-of date × grade A to C of the narrowest place that is filtered.

    Columns: as_of, declared_grade, sign_due_on, prospect_count, signed_count, signed_rate,
    signed_low_rate, signed_high_rate; the last four are missing where sign_due_on is later
    than the view's date: it is not yet known what becomes of them.
    """
    chosen = view.filters
    level_shown = (
        "territory" if chosen.territory else "rep" if chosen.rep else
        "team" if chosen.team else "company"
    )  # fmt: skip
    return view.query(
        f"""
        select
            as_of,
            declared_grade,
            sign_due_on,
            sum(prospect_count)::bigint as prospect_count,
            {_known("sum(signed_count)::bigint")} as signed_count,
            {_known("any_value(signed_rate)")} as signed_rate,
            {_known("any_value(signed_low_rate)")} as signed_low_rate,
            {_known("any_value(signed_high_rate)")} as signed_high_rate
        from marts.fct_grade_audit
        where
            as_of <= $as_of
            and declared_grade in ('A', 'B', 'C')
            and ($grade is null or declared_grade = $grade)
            and {_PLACED}
        group by as_of, declared_grade, sign_due_on
        having count(*) = 1
        order by as_of, declared_grade
        """,
        level_shown=level_shown,
    )


def _known(figure: str) -> str:
    return f"case when sign_due_on <= $as_of then {figure} end"
