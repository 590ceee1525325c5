{# The dated history of an entity, from all its exports, in whatever order they came.

   A version is a run of sightings with the same content. It ends on the day of the
   first later export that shows other content or, where absence removes, of the first
   later full export without the record. The windows run over the narrow sightings; the
   content is joined at the end. #}
{% macro versions(entity) %}
{% set contract = entity_contract(entity) %}
{% set key = contract.key | join(', ') %}
with

batches as (
    select * from {{ ref('int_batches_ordered') }}
    where entity = '{{ entity }}'
),

sightings as (
    {{ sightings(entity) }}
),

neighbours as (
    select
        *,
        lead(row_hash) over by_day as next_row_hash,
        min(exported_on) over by_day as first_seen_on,
        lead(exported_on) over by_day as next_seen_on,
        {% if contract.is_removed_by_absence %} next_full_on
        {% else %} cast(null as date) {% endif %} as absent_on_unless_seen
    from sightings
    window by_day as (partition by source, {{ key }} order by exported_on)
),

last_sightings as (
    select
        *,
        case
            when absent_on_unless_seen < next_seen_on or next_seen_on is null
                then absent_on_unless_seen
            else next_seen_on
        end as valid_to
    from neighbours
    where
        next_seen_on is null
        or next_row_hash <> row_hash
        or absent_on_unless_seen < next_seen_on
),

spans as (
    select
        *,
        coalesce(lag(next_seen_on) over by_day, first_seen_on) as valid_from
    from last_sightings
    window by_day as (partition by source, {{ key }} order by exported_on)
),

with_content as (
    select
        {% for column in contract.key %}
        records.{{ column }},
        {% endfor %}
        spans.source,
        spans.valid_from,
        spans.valid_to,
        {% for column in contract.fields %}
        records.{{ column }},
        {% endfor %}
        spans.exported_on as last_seen_on,
        spans.row_hash
    from {{ ref('stg_' ~ entity) }} as records
    inner join batches on records.batch_id = batches.batch_id
    inner join spans
        on
            batches.batch_number = spans.batch_number
            and records.record_number = spans.record_number
),

final as (
    select * from with_content
)

select * from final
{% endmacro %}
