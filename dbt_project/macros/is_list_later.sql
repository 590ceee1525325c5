{# True of lists on later dates than the last build knew, and on those earlier ones of
   which later exports tell activities. Without a territory: of dates with such lists. They
   are asked first in any case, since a table that grew by date is skipped by them. #}
{% macro is_list_later(as_of, territory_id=none) -%}
{% if is_incremental() %}
(
    {{ as_of }} in (
        select as_of from {{ ref('int_as_of_dates') }} where as_of > {{ built_until() }}
        union
        select as_of from {{ ref('int_lists_told_later') }}
    )
    {% if territory_id %}
    and (
        {{ as_of }} > {{ built_until() }}
        or ({{ as_of }}, {{ territory_id }})
        in (select (as_of, territory_id) from {{ ref('int_lists_told_later') }})
    )
    {% endif %}
)
{% else %}true{% endif %}
{%- endmacro %}
