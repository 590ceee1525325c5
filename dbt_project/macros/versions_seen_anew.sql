{# Moves on the day when versions were last seen that go on without a change. Where absence
   removes, these are all that none of the arrivals is about: each export of their source
   shows them. #}
{% macro versions_seen_anew(entity, versions, arrivals) %}
{% set contract = entity_contract(entity) %}
{% set key = contract.key | join(', ') %}
{% if contract.is_removed_by_absence %}
update {{ versions }} as known
set last_seen_on = exports.newest_on
from (
    select source, max(exported_on) as newest_on
    from {{ ref('int_batches_ordered') }}
    where entity = '{{ entity }}' and exported_on > {{ built_until() }}
    group by source
) as exports
where
    known.source = exports.source
    and known.valid_to is null
    and not exists (
        select 1 from {{ arrivals }} as arrivals
        where
            arrivals.source = known.source
            {% for column in contract.key %}
            and arrivals.{{ column }} = known.{{ column }}
            {% endfor %}
    );
{% endif %}
{% endmacro %}
