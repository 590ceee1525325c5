{# Records of an entity as its exports show them, with what the batch says of each. #}
{% macro staged(entity) %}
with

records as (
    select * from {{ source('raw', entity) }}
),

batches as (
    select * from {{ source('raw', 'batches') }}
),

final as (
    select
        {% for column in entity_contract(entity).columns %}
        records.{{ column }},
        {% endfor %}
        batches.source,
        batches.part,
        batches.is_partial,
        batches.exported_on
    from records
    inner join batches on records.batch_id = batches.batch_id
)

select * from final
{% endmacro %}
