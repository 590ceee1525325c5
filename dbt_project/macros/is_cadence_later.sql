{# True of prospects of which a span of their cadence began or ended later than the last
   build knew, became overdue since, or is told anew. #}
{% macro is_cadence_later(prospect_id) -%}
{% if is_incremental() %}
{{ prospect_id }} in (
    select prospect_id from {{ ref('int_prospects_changed_later') }}
    union
    select prospect_id from {{ ref('int_prospects_told_later') }}
    union
    select prospect_id from {{ ref('int_prospects_cadence') }}
    where
        due_on >= {{ built_until() }}
        and due_on < (select max(as_of) from {{ ref('int_as_of_dates') }})
)
{% else %}true{% endif %}
{%- endmacro %}
