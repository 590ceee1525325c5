{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget(is_outcome_later('as_of', 'sign_due_on')) }}"
) }}
-- depends_on: {{ ref('int_outcomes_told_later') }}
{% set measures = [
    'prospect_count', 'assessed_count', 'inflated_count', 'understated_count',
    'inflation_step_count', 'stale_count', 'signed_count'
] %}
with

grade_counts as (
    select
        as_of,
        team,
        rep_id,
        territory_id,
        declared_grade,
        sign_due_on,
        {% for measure in measures %}
        sum({{ measure }}) as {{ measure }},
        {% endfor %}
    from {{ ref('fct_grade_counts') }}
    where {{ is_outcome_later('as_of', 'sign_due_on') }}
    group by as_of, team, rep_id, territory_id, declared_grade, sign_due_on
),

places as (
    select
        as_of,
        case
            when grouping(territory_id) = 0 then 'territory'
            when grouping(rep_id) = 0 then 'rep'
            when grouping(team) = 0 then 'team'
            else 'company'
        end as level,
        case when grouping(team) = 1 then 'all' else team end as team,
        case when grouping(rep_id) = 1 then 'all' else rep_id end as rep_id,
        case when grouping(territory_id) = 1 then 'all' else territory_id end
            as territory_id,
        case when grouping(declared_grade) = 1 then 'all' else declared_grade end
            as declared_grade,
        {% for measure in measures %}
        cast(
            {% if measure == 'signed_count' %}
            case when grouping(declared_grade) = 0 then sum({{ measure }}) end
            {% else %}
            sum({{ measure }})
            {% endif %}
            as bigint
        ) as {{ measure }},
        {% endfor %}
        case when grouping(declared_grade) = 0 then any_value(sign_due_on) end as sign_due_on
    from grade_counts
    group by
        as_of,
        grouping sets ((), (team), (team, rep_id), (team, territory_id)),
        grouping sets ((), (declared_grade))
),

final as (
    select
        *,
        inflated_count / nullif(assessed_count, 0) as inflated_rate,
        {{ wilson('inflated_count', 'assessed_count', 'low') }} as inflated_low_rate,
        {{ wilson('inflated_count', 'assessed_count', 'high') }} as inflated_high_rate,
        stale_count / nullif(prospect_count, 0) as stale_rate,
        {{ wilson('stale_count', 'prospect_count', 'low') }} as stale_low_rate,
        {{ wilson('stale_count', 'prospect_count', 'high') }} as stale_high_rate,
        signed_count / nullif(prospect_count, 0) as signed_rate,
        case when signed_count is not null then
            {{ wilson('signed_count', 'prospect_count', 'low') }}
        end as signed_low_rate,
        case when signed_count is not null then
            {{ wilson('signed_count', 'prospect_count', 'high') }}
        end as signed_high_rate,
        assessed_count >= {{ var('least_judged_count') }} as is_enough
    from places
    -- What is counted anew of an earlier date is of some of its grades only.
    where {{ is_outcome_later('as_of', 'sign_due_on') }}
)

select * from final
