{# Records that two sources show under one id. From the day a second source begins to
   show it, that source alone takes precedence; two of one day go by their names. #}
{% macro superseded(entity) %}
{% set key = entity_contract(entity).key | join(', ') %}
with

versions as (
    select * from {{ ref('int_' ~ entity ~ '_versions') }}
),

shared as (
    select {{ key }}
    from versions
    group by {{ key }}
    having min(source) < max(source)
),

first_shown as (
    select {{ key }}, source, min(valid_from) as first_shown_on
    from versions
    semi join shared using ({{ key }})
    group by {{ key }}, source
),

followed as (
    select
        *,
        lead(first_shown_on) over (
            partition by {{ key }} order by first_shown_on, source
        ) as superseded_on
    from first_shown
),

final as (
    select {{ key }}, source, superseded_on
    from followed
    where superseded_on is not null
)

select * from final
{% endmacro %}
