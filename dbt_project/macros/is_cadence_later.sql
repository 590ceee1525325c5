{# True of prospects of which a span of their cadence began or ended later than the last
   build knew, became overdue since, or is told anew. #}
{% macro is_cadence_later(prospect_id) -%}
{% if is_incremental() %}
(
    {{ prospect_id }} in (
        select prospect_id from {{ ref('int_prospects_cadence') }} as spans
        where
            {{ changed_later('spans') }}
            or (
                spans.due_on >= {{ built_until() }}
                and spans.due_on < (select max(as_of) from {{ ref('int_as_of_dates') }})
            )
    )
    or {{ is_told_later(prospect_id) }}
)
{% else %}true{% endif %}
{%- endmacro %}
