{# The history of one attribute of an entity, without a gap: from the first of all days,
   where it is not known, to one span that is still open. A span ends only where the
   attribute changes, whatever else does. #}
{% macro attribute_spans(entity, key, attribute) %}
with

versions as (
    {{ spoken_for(entity, key) }}
),

starts_and_ends as (
    select {{ key }}, {{ attribute }}, valid_from as changed_on
    from versions
    union all
    select {{ key }}, null, valid_to
    from versions
    where valid_to is not null
    union all
    select distinct {{ key }}, null, date '0001-01-01'
    from versions
),

-- Where one version ends as the next begins, the next speaks.
days as (
    select {{ key }}, changed_on, max({{ attribute }}) as {{ attribute }}
    from starts_and_ends
    group by {{ key }}, changed_on
),

neighbours as (
    select
        *,
        row_number() over by_day = 1 as is_first,
        lag({{ attribute }}) over by_day as previous_value
    from days
    window by_day as (partition by {{ key }} order by changed_on)
),

final as (
    select
        {{ key }},
        {{ attribute }},
        changed_on as valid_from,
        lead(changed_on) over (
            partition by {{ key }} order by changed_on
        ) as valid_to
    from neighbours
    where is_first or {{ attribute }} is distinct from previous_value
)

select * from final
{% endmacro %}
