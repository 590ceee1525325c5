{% set checks = [] %}
{% for entity in entities() %}
    {% set versions = ref('int_' ~ entity ~ '_versions') %}
    {% set contract = entity_contract(entity) %}
    {% for field, words in contract.vocabularies.items() %}
        {% do checks.append({
            'entity': entity, 'versions': versions, 'key': contract.key,
            'field': field, 'words': words
        }) %}
    {% endfor %}
{% endfor %}

{% for check in checks %}
select
    'unknown_value' as finding,
    '{{ check.entity }}' as entity,
    source,
    concat_ws('|', {{ check.key | join(', ') }}) as record_id,
    '{{ check.field }}' as field,
    {{ check.field }} as value,
    valid_from as exported_on
from {{ check.versions }}
where valid_to is null and {{ check.field }} not in ('{{ check.words | join("', '") }}')
{{ 'union all' if not loop.last }}
{% endfor %}
