"""How far declared grades can be trusted, per team, rep or territory, with intervals.

The marts hold the intervals of whole scopes: segment, industry and product line do not
narrow them.
"""

from __future__ import annotations

from dashboard.core.query import Query
from dashboard.core.view import ALL, View
from dashboard.queries.labels import BEST_GRADE

LEVELS = ("team", "rep", "territory")
KINDS = ("segment", "industry", "line")
_IN_SCOPE = """
    scope_type = $level_shown
    and ($team is null or team = $team)
    and ($rep_id is null or scope_type <> 'rep' or rep_id = $rep_id)
    and ($territory_id is null or scope_type <> 'territory' or territory_id = $territory_id)
"""
_NAMES = """
    case scope_type
        when 'rep' then coalesce(reps.name, scopes.rep_id)
        when 'territory' then coalesce(territories.name, scopes.territory_id)
        else scopes.team
    end as scope_name,
    case scope_type
        when 'rep' then scopes.rep_id
        when 'territory' then scopes.territory_id
        else scopes.team
    end as scope_id,
    scopes.scope_type,
    scopes.team
"""
_WITH_NAMES = """
    left join marts.dim_reps as reps on scopes.rep_id = reps.rep_id
    left join marts.dim_territories as territories
        on scopes.territory_id = territories.territory_id
"""


def level(view: View) -> str:
    """What the league compares: the level that was chosen, else teams, else reps."""
    chosen = view.choices.get("level", ALL)
    if chosen in LEVELS:
        return chosen
    return "rep" if view.filters.team else "team"


def league(view: View) -> Query:
    """One row per scope: its share of overgraded prospects, the surest first.

    Columns: scope_name, scope_id, scope_type, team, assessed_count, overgraded_count, overgraded_rate,
    overgraded_low_rate, overgraded_high_rate, stale_count, stale_rate, is_enough, and
    compared_rate, the share at the compared date.
    """
    return view.query(
        f"""
        with scopes as (
            select * from marts.fct_grade_audit
            where
                as_of = $as_of and declared_grade = coalesce($grade, 'all') and {_IN_SCOPE}
        ),

        earlier as (
            select team, rep_id, territory_id, overgraded_rate as compared_rate
            from marts.fct_grade_audit
            where
                as_of = $compared_as_of
                and declared_grade = coalesce($grade, 'all')
                and {_IN_SCOPE}
        )

        select
            {_NAMES},
            scopes.assessed_count,
            scopes.overgraded_count,
            scopes.overgraded_rate,
            scopes.overgraded_low_rate,
            scopes.overgraded_high_rate,
            earlier.compared_rate,
            scopes.stale_count,
            scopes.stale_rate,
            scopes.is_enough
        from scopes
        left join earlier
            on
                scopes.team = earlier.team
                and scopes.rep_id = earlier.rep_id
                and scopes.territory_id = earlier.territory_id
        {_WITH_NAMES}
        where scopes.assessed_count > 0
        order by is_enough desc, scopes.overgraded_low_rate desc, scope_name, scope_id
        """,
        level_shown=level(view),
    )


def reliability(view: View) -> Query:
    """One row per scope and grade A to C: what became of its declarations.

    Columns: scope_name, scope_id, scope_type, team, declared_grade, declared_count, due_count,
    signed_count, not_yet_known_count, signed_rate, signed_low_rate, signed_high_rate,
    is_enough.
    """
    return view.query(
        f"""
        with scopes as (
            select * from marts.fct_grade_reliability
            where
                as_of = $as_of
                and {_IN_SCOPE}
                and declared_grade = coalesce($grade, {BEST_GRADE})
        )

        select
            {_NAMES},
            scopes.declared_grade,
            scopes.declared_count,
            scopes.due_count,
            scopes.signed_count,
            scopes.not_yet_known_count,
            scopes.signed_rate,
            scopes.signed_low_rate,
            scopes.signed_high_rate,
            scopes.is_enough
        from scopes {_WITH_NAMES}
        order by is_enough desc, scopes.signed_low_rate nulls last, scope_name, scope_id
        """,
        level_shown=level(view),
    )


def cohorts(view: View) -> Query:
    """As-of date × grade A to C of the narrowest scope that is filtered.

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
            and sign_due_on is not null
            and ($grade is null or declared_grade = $grade)
            and {_IN_SCOPE}
        group by as_of, declared_grade, sign_due_on
        having count(*) = 1
        order by as_of, declared_grade
        """,
        level_shown=level_shown,
    )


def _known(figure: str) -> str:
    return f"case when sign_due_on <= $as_of then {figure} end"
