{# One row per profile and rule: which recorded facts fail the rule and which of those
   that it asks for are missing. A situation is optional evidence: unless the rule needs
   it, another one fails nothing, and none is never missing. #}
{% macro facts_against_rules() %}
with

conditions as (
    select
        rule_id,
        grade,
        fact,
        list_transform(string_split(allowed, '|'), lambda word: trim(word))
            as allowed_values,
        fact <> 'situation' or is_situation_needed as is_needed
    from {{ ref('evidence_rules') }}
    unpivot (allowed for fact in ({{ evidence_facts() | join(', ') }}))
),

words as (
    select distinct fact, unnest(allowed_values) as word from conditions
    union
    select fact, unnest(['true', 'false']) from conditions
),

recorded as (
    select profile_id, fact, value
    from {{ ref('int_evidence_profiles') }}
    unpivot include nulls (value for fact in ({{ evidence_facts() | join(', ') }}))
),

facts as (
    select recorded.profile_id, recorded.fact, words.word as value
    from recorded
    left join words on recorded.fact = words.fact and recorded.value = words.word
),

compared as (
    select
        facts.profile_id,
        conditions.rule_id,
        conditions.grade,
        facts.fact,
        facts.value,
        conditions.is_needed,
        coalesce(list_contains(conditions.allowed_values, facts.value), false) as is_met,
        facts.value is null and facts.fact <> 'situation' as is_missing
    from conditions
    inner join facts on conditions.fact = facts.fact
),

final as (
    select
        profile_id,
        rule_id,
        grade,
        coalesce(
            list(fact) filter (where is_needed and not is_met and not is_missing), []
        ) as failed_facts,
        coalesce(list(fact) filter (where is_needed and is_missing), [])
            as missing_facts,
        bool_or(fact = 'situation' and is_met) as is_situation_met,
        bool_or(fact = 'situation' and value is not null) as is_situation_known,
        bool_and(fact <> 'is_informatised' or is_met or is_missing) as is_for_its_kind
    from compared
    group by profile_id, rule_id, grade
)

select * from final
{% endmacro %}
