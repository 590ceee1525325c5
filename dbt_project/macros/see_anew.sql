{# For a pre-hook: moves the last day when a record was seen on to where its versions have
   it. Nothing else of a record can change while none of its versions begins or ends. #}
{% macro see_anew(versions, key) %}
{% if is_incremental() %}
update {{ this }} as known
set last_seen_on = seen.last_seen_on
from (
    select {{ key }}, max(last_seen_on) as last_seen_on
    from {{ versions }}
    where last_seen_on > {{ built_until() }}
    group by {{ key }}
) as seen
where known.{{ key }} = seen.{{ key }}
{% endif %}
{% endmacro %}
