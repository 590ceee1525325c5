with

profiles as (
    select * from {{ ref('int_evidence_profiles') }}
),

standings as (
    select * from {{ ref('int_signing_standings') }}
),

grades as (
    select * from {{ ref('int_grades_ranked') }}
),

against_rules as (
    {{ facts_against_rules() }}
),

holding as (
    {{ rules_that_hold('against_rules', 'grades', 'standings') }}
),

-- Facts not recorded, of the rules that could still hold, else of all for companies
-- of its kind.
gaps as (
    select
        profile_id,
        coalesce(
            flatten(list(missing_facts) filter (where failed_facts = [])),
            flatten(list(missing_facts) filter (where is_for_its_kind))
        ) as missing_facts,
        bool_or(is_situation_known) as is_situation_known
    from against_rules
    group by profile_id
),

-- Where no rule holds: the rule that fails least, of each grade and of all.
nearest as (
    select
        profile_id,
        grade,
        min_by(failed_facts, len(failed_facts) || rule_id) as failed_facts,
        bool_or(is_situation_met) as is_situation_met
    from against_rules
    where is_for_its_kind
    group by grouping sets ((profile_id, grade), (profile_id))
),

joined as (
    select
        profiles.profile_id,
        gaps.is_situation_known,
        profiles.market_gaps,
        standings.*,
        holding.evidence_rule as held_rule,
        holding.evidence_grade as held_grade,
        coalesce(holding.is_situation_met, nearest.is_situation_met, false)
            as is_situation_met,
        coalesce(nearest.failed_facts, []) as failed_facts,
        case
            when holding.profile_id is null then coalesce(gaps.missing_facts, [])
            else []
        end as missing_facts,
        holding.profile_id is not null as is_decided_by_rules
    from profiles
    cross join standings
    left join holding
        on
            profiles.profile_id = holding.profile_id
            and standings.standing = holding.standing
    left join gaps on profiles.profile_id = gaps.profile_id
    left join nearest
        on
            holding.profile_id is null
            and profiles.profile_id = nearest.profile_id
            and standings.grade_by_months is not distinct from nearest.grade
),

-- No rule holds though nothing is missing: the months decide.
decided as (
    select
        *,
        case
            when is_decided_by_rules then held_rule
            when missing_facts = [] and is_ahead then 'months'
        end as evidence_rule,
        case
            when is_decided_by_rules then held_grade
            when missing_facts = [] then grade_by_months
        end as evidence_grade
    from joined
),

named as (
    select
        *,
        case
            when missing_facts <> []
                then
                    list_filter(missing_facts, lambda fact: fact <> 'objective_need')
                    || case
                        when list_contains(missing_facts, 'objective_need')
                            then market_gaps
                        else []
                    end
            when evidence_grade is null then ['expected_sign_on']
            else []
        end as missing_evidence,
        case when missing_facts = [] then failed_facts else [] end
        || case
            when
                is_situation_known
                and not is_situation_met
                and missing_facts = []
                and evidence_grade is not null
                then ['situation']
            else []
        end
        || case
            when evidence_grade <> grade_by_months then ['expected_sign_on']
            when standing = 'past' then ['expected_sign_on_past']
            else []
        end as contradictions
    from decided
),

final as (
    select
        profile_id,
        standing,
        evidence_rule,
        evidence_grade,
        nullif(
            array_to_string(list_sort(list_distinct(missing_evidence)), ', '), ''
        ) as missing_evidence,
        nullif(array_to_string(list_sort(list_distinct(contradictions)), ', '), '')
            as contradictions
    from named
)

select * from final
