{# One row per profile and standing of the expected signature for which rules hold, with
   the one that decides. Takes the names of the CTEs of facts_against_rules, grades and
   standings.

   Of the rules that hold, those that name the recorded situation go before the others.
   Where those that are left prove several grades, the months decide: the best grade whose
   limit they keep, else the one that waits longest. #}
{% macro rules_that_hold(against_rules, grades, standings) %}
with

holding as (
    select
        against_rules.profile_id,
        against_rules.rule_id,
        against_rules.grade,
        against_rules.is_situation_met,
        grades.grade_rank,
        standings.standing,
        standings.is_ahead,
        standings.is_ahead
        and (
            grades.sign_within_months is null
            or coalesce(
                standings.sign_within_months <= grades.sign_within_months, false
            )
        ) as is_in_time,
        bool_or(against_rules.is_situation_met) over (
            partition by against_rules.profile_id, standings.standing
        ) as is_situation_decisive
    from {{ against_rules }} as against_rules
    inner join {{ ref('evidence_rules') }} as rules
        on against_rules.rule_id = rules.rule_id
    inner join {{ grades }} as grades on against_rules.grade = grades.grade
    inner join {{ standings }} as standings
        on
            rules.sign_within_months is null
            or standings.sign_within_months <= rules.sign_within_months
    where against_rules.failed_facts = [] and against_rules.missing_facts = []
),

numbered as (
    select
        *,
        is_ahead or min(grade_rank) over by_profile = max(grade_rank) over by_profile
            as is_decided,
        row_number() over (
            partition by profile_id, standing
            order by
                is_in_time desc,
                case when is_in_time then grade_rank else -grade_rank end,
                rule_id
        ) as place
    from holding
    where is_situation_met or not is_situation_decisive
    window by_profile as (partition by profile_id, standing)
),

final as (
    select
        profile_id,
        standing,
        case when is_decided then rule_id end as evidence_rule,
        case when is_decided then grade end as evidence_grade,
        is_situation_met
    from numbered
    where place = 1
)

select * from final
{% endmacro %}
