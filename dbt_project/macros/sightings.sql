{# Which content each export shows for each record of an entity: one row per key, source
   and export date, as narrow as the windows over it need. #}
{% macro sightings(entity) %}
{% set key = entity_contract(entity).key | join(', ') %}
with

batches as (
    select * from {{ ref('int_batches_ordered') }}
    where entity = '{{ entity }}'
),

loaded as (
    select
        {% for column in entity_contract(entity).key %}
        records.{{ column }},
        {% endfor %}
        batches.source,
        batches.batch_number,
        records.record_number,
        records.row_hash,
        batches.has_siblings,
        batches.exported_on,
        batches.next_full_on
    from {{ ref('stg_' ~ entity) }} as records
    inner join batches on records.batch_id = batches.batch_id
),

-- Several files of one day may show the same record: the last one speaks.
siblings_ranked as (
    select
        *,
        row_number() over (
            partition by source, exported_on, {{ key }}
            order by batch_number desc, record_number desc
        ) as rank_in_export
    from loaded
    where has_siblings
),

shown as (
    select
        {{ key }}, source, batch_number, record_number, row_hash,
        exported_on, next_full_on
    from loaded
    where not has_siblings
    union all
    select
        {{ key }}, source, batch_number, record_number, row_hash,
        exported_on, next_full_on
    from siblings_ranked
    where rank_in_export = 1
),

-- A rejected row says that its record is there, not what it is: its content goes on.
rejected as (
    select
        rejects.record_key,
        batches.source,
        batches.exported_on,
        min(batches.next_full_on) as next_full_on
    from {{ ref('stg_rejects') }} as rejects
    inner join batches on rejects.batch_id = batches.batch_id
    where rejects.record_key is not null
    group by rejects.record_key, batches.source, batches.exported_on
),

carried_on as (
    select
        {{ key }},
        shown.source,
        max_by(shown.batch_number, shown.exported_on) as batch_number,
        max_by(shown.record_number, shown.exported_on) as record_number,
        max_by(shown.row_hash, shown.exported_on) as row_hash,
        rejected.exported_on,
        rejected.next_full_on
    from shown
    inner join rejected
        on
            shown.source = rejected.source
            and concat_ws('|', {{ key }}) = rejected.record_key
            and shown.exported_on <= rejected.exported_on
    group by {{ key }}, shown.source, rejected.exported_on, rejected.next_full_on
    having max(shown.exported_on) < rejected.exported_on
),

final as (
    select * from shown
    union all
    select * from carried_on
)

select * from final
{% endmacro %}
