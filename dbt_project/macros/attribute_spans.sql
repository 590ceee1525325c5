{# The history of one attribute of an entity, without a gap: from the first of all days,
   where it is not known, to one span that is still open. A span ends only where the
   attribute changes, whatever else does. Of all records, or of those that a CTE names, each
   from its asked_from on. #}
{% macro attribute_spans(entity, key, attribute, asked=none) %}
with

versions as (
    {{ current_versions(entity, key) }}
),

neighbours as (
    select
        {{ key }},
        {{ attribute }},
        valid_from,
        {{ 'asked_from,' if asked }}
        lag({{ attribute }}) over by_day as previous_value,
        lag(valid_to) over by_day as previous_to,
        last_value(valid_to) over (
            by_day rows between unbounded preceding and unbounded following
        ) as last_to
    from versions
    {{ 'inner join ' ~ asked ~ ' using (' ~ key ~ ')' if asked }}
    window by_day as (partition by {{ key }} order by valid_from)
),

-- Where the attribute is blank, it is so from the end of what was known before.
changes as (
    select
        * replace (
            case
                when {{ attribute }} is not null then valid_from
                when previous_to is null then date '0001-01-01'
                else previous_to
            end as valid_from
        )
    from neighbours
    where
        previous_to is null
        or {{ attribute }} is distinct from previous_value
        or ({{ attribute }} is not null and previous_to < valid_from)
),

spans as (
    select
        *,
        lead(valid_from) over by_day as next_from,
        case
            when {{ attribute }} is null then next_from
            else coalesce(lead(previous_to) over by_day, last_to)
        end as valid_to
    from changes
    window by_day as (partition by {{ key }} order by valid_from)
),

final as (
    select {{ key }}, {{ attribute }}, valid_from, valid_to
    from spans
    union all
    select {{ key }}, null, date '0001-01-01', valid_from
    from spans
    where
        previous_to is null
        and {{ attribute }} is not null
        {{ 'and asked_from < valid_from' if asked }}
    union all
    select {{ key }}, null, valid_to, next_from
    from spans
    where {{ attribute }} is not null and valid_to is distinct from next_from
)

select * from final
{% endmacro %}
