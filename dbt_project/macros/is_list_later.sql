{# True of lists on later dates than the last build knew, and on those earlier ones of
   which later exports tell activities. Without a territory: of dates with such lists. #}
{% macro is_list_later(as_of, territory_id=none) -%}
{% if is_incremental() %}
(
    {{ as_of }} > {{ built_until() }}
    {% if territory_id %}
    or ({{ as_of }}, {{ territory_id }})
    in (select (as_of, territory_id) from {{ ref('int_lists_told_later') }})
    {% else %}
    or {{ as_of }} in (select as_of from {{ ref('int_lists_told_later') }})
    {% endif %}
)
{% else %}true{% endif %}
{%- endmacro %}
