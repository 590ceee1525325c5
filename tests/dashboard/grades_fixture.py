"""The marts of grades that only count others, as plain SQL over the facts of a test.

Written from the descriptions of the marts. Where a test states no grades, each prospect's
facts prove what its number says: mostly the declared grade, else one worse, one better or
none.
"""

from __future__ import annotations

from collections.abc import Mapping

_MONTHS = "case declared_grade when 'A' then 3 when 'B' then 6 when 'C' then 12 end"

_PROSPECT_GRADES = """
    with found as (
        select *, ascii(right(prospect_id, 1)) % 5 as luck from marts.dim_prospect_versions
    ),

    compared as (
        select
            *,
            case
                when declared_grade = 'ungraded' or luck = 4 then null
                when luck = 2 then chr(least(ascii(declared_grade) + 1, 68))
                when luck = 3 then chr(greatest(ascii(declared_grade) - 1, 65))
                else declared_grade
            end as evidence_grade
        from found
    )

    select
        prospect_id, territory_id, rep_id, team, segment, industry, declared_grade,
        evidence_grade,
        ascii(evidence_grade) - ascii(declared_grade) as overgraded_steps,
        coalesce(evidence_grade > declared_grade, false) as is_overgraded,
        coalesce(evidence_grade < declared_grade, false) as is_undergraded,
        if(evidence_grade is null, 'determination', null) as missing_evidence,
        if(luck = 2, 'expected_sign_on', null) as contradictions,
        if(segment = 'unknown', null, true) as is_in_target_market,
        if(evidence_grade is null, null, 'with_system_' || lower(evidence_grade))
            as evidence_rule,
        declared_grade in ('A', 'B', 'C') and luck = 1 as is_stale,
        valid_from as declared_since, valid_from, valid_to,
        is_overgraded as is_inflated
    from compared
"""

_DECLARATIONS = f"""
    select
        prospect_id, territory_id, rep_id, team, segment, industry, declared_grade,
        declared_since as declared_on,
        cast(declared_since + to_months({_MONTHS}) as date) as sign_due_on,
        declared_grade = 'A' and ascii(right(prospect_id, 1)) % 3 = 0 as is_signed_in_time
    from marts.fct_prospect_grades
"""

_MOVES = """
    with followed as (
        select
            *,
            lag(declared_grade) over (partition by prospect_id order by valid_from)
                as from_grade
        from marts.fct_prospect_grades
    )

    select
        prospect_id, territory_id, rep_id, team, segment, industry, from_grade,
        declared_grade as to_grade, valid_from as moved_on,
        case
            when 'ungraded' not in (from_grade, declared_grade)
                then ascii(from_grade) - ascii(declared_grade)
        end as improvement_steps
    from followed
    where from_grade <> declared_grade
"""

# The prospects of each date.
_DATED = """
    select dates.as_of, spans.*
    from marts.dim_as_of_dates as dates
    inner join marts.fct_prospect_grades as spans
        on valid_from <= dates.as_of and (valid_to > dates.as_of or valid_to is null)
"""

_SUMS = """
    count(*) as prospect_count,
    count(overgraded_steps) as assessed_count,
    count(*) filter (is_overgraded) as overgraded_count,
    count(*) filter (is_undergraded) as undergraded_count,
    coalesce(sum(overgraded_steps) filter (is_overgraded), 0) as overgraded_step_count,
    count(*) filter (is_stale) as stale_count
"""

_TOTALS = f"""
    with lines as (
        select as_of, prospect_id, list(distinct product_line) as lines
        from marts.fct_open_projects
        group by all
    )

    select
        as_of, one_segment as segment, one_industry as industry,
        one_line as product_line, declared_grade,
        coalesce(evidence_grade, 'unproven') as evidence_grade, {_SUMS}
    from
        ({_DATED}) as dated
        left join lines using (as_of, prospect_id),
        unnest([segment, 'all']) as of_segments(one_segment),
        unnest([industry, 'all']) as of_industries(one_industry),
        unnest(list_append(coalesce(lines, []), 'all')) as of_lines(one_line)
    group by all
"""

_LEVELS = """
    (
        values ('company', false, false, false), ('team', true, false, false),
        ('rep', true, true, false), ('territory', true, false, true)
    ) as scopes (scope_type, has_team, has_rep, has_territory)
"""
_PLACE = """
    scope_type, if(has_team, team, 'all') as team, if(has_rep, rep_id, 'all') as rep_id,
    if(has_territory, territory_id, 'all') as territory_id
"""

# The bounds need no more than to lie on either side of the share.
_AUDIT = f"""
    with newest as (select max(as_of) as newest_as_of from marts.dim_as_of_dates),

    sums as (
        select
            as_of, {_PLACE}, one_grade as declared_grade, {_SUMS},
            any_value(cast(as_of + to_months({_MONTHS}) as date)) as sign_due_on,
            if(
                any_value(as_of + to_months({_MONTHS})) <= any_value(newest_as_of),
                count(*) filter (ascii(right(prospect_id, 1)) % 3 = 0),
                null
            ) as signed_count
        from
            newest, ({_DATED}), {_LEVELS},
            unnest([declared_grade, 'all']) as of_grades(one_grade)
        group by all
    )

    select
        * replace (
            if(declared_grade = 'all', null, signed_count) as signed_count,
            if(declared_grade = 'all', null, sign_due_on) as sign_due_on
        ),
        overgraded_count / nullif(assessed_count, 0) as overgraded_rate,
        overgraded_rate / 2 as overgraded_low_rate,
        (1 + overgraded_rate) / 2 as overgraded_high_rate,
        stale_count / prospect_count as stale_rate,
        stale_rate / 2 as stale_low_rate,
        (1 + stale_rate) / 2 as stale_high_rate,
        if(declared_grade = 'all', null, signed_count) / prospect_count as signed_rate,
        signed_rate / 2 as signed_low_rate,
        (1 + signed_rate) / 2 as signed_high_rate,
        assessed_count >= 10 as is_enough
    from sums
"""

_RELIABILITY = f"""
    with sums as (
        select
            as_of, {_PLACE}, declared_grade,
            count(*) as declared_count,
            count(*) filter (sign_due_on <= as_of) as due_count,
            count(*) filter (sign_due_on <= as_of and is_signed_in_time) as signed_count
        from
            marts.dim_as_of_dates as dates
            inner join marts.fct_grade_declarations as declared
                on declared_on <= as_of and sign_due_on is not null
            cross join {_LEVELS}
        where dates.is_list_known
        group by all
    )

    select
        *,
        declared_count - due_count as not_yet_known_count,
        signed_count / nullif(due_count, 0) as signed_rate,
        signed_rate / 2 as signed_low_rate,
        (1 + signed_rate) / 2 as signed_high_rate,
        due_count >= 10 as is_enough
    from sums
"""

# In the order in which they build on each other.
DERIVED: Mapping[str, str] = {
    "fct_prospect_grades": _PROSPECT_GRADES,
    "fct_grade_declarations": _DECLARATIONS,
    "fct_grade_moves": _MOVES,
    "fct_grade_totals": _TOTALS,
    "fct_grade_audit": _AUDIT,
    "fct_grade_reliability": _RELIABILITY,
}
