{# The dated history of an entity, from all its exports, in whatever order they came.

   A version is a run of sightings with the same content. It ends on the day of the
   first later export that shows other content or, where absence removes, of the first
   later full export without the record. The windows run over the narrow sightings; the
   content is joined at the end.

   A model that is incremental works out anew only records that later exports changed: no
   version that ended before them can be another one, and of the last one nothing but its
   end and the day when it was last seen. These come without content: the merge reads that
   of new versions only. On those that go on without a change see versions_seen_anew. #}
{% macro versions(entity) %}
{% set contract = entity_contract(entity) %}
{% set key = contract.key | join(', ') %}
with

batches as (
    select * from {{ ref('int_batches_ordered') }}
    where entity = '{{ entity }}'
),

{% if is_incremental() %}
changed as (
    {{ records_changed_anew(entity) }}
),

{% if not contract.is_removed_by_absence %}
shown_anew as (
    select {{ key }}, batches.source, max(batches.exported_on) as last_seen_on
    from {{ ref('stg_' ~ entity) }} as records
    inner join batches on records.batch_id = batches.batch_id
    where batches.exported_on > {{ built_until() }}
    group by {{ key }}, batches.source
),

unchanged as (
    select {{ key }}, source, known.valid_from, known.valid_to, shown_anew.last_seen_on
    from {{ this }} as known
    inner join shown_anew using ({{ key }}, source)
    anti join changed using ({{ key }}, source)
    where known.valid_to is null
),
{% endif %}
{% endif %}

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
        coalesce(
            lag(next_seen_on) over by_day,
            {{ 'known_from,' if is_incremental() }}
            first_seen_on
        ) as valid_from
    from last_sightings
    {% if is_incremental() %}
    inner join changed using (source, {{ key }})
    {% endif %}
    window by_day as (partition by source, {{ key }} order by exported_on)
),

{% if is_incremental() %}
known_spans as (
    select {{ key }}, source, valid_from, valid_to, exported_on as last_seen_on
    from spans
    where
        valid_from <= {{ built_until() }}
        and (valid_to is null or valid_to > {{ built_until() }})
),

new_spans as (
    select * from spans
    where valid_from > {{ built_until() }}
),
{% endif %}

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
    inner join {{ 'new_spans' if is_incremental() else 'spans' }} as spans
        on
            batches.batch_number = spans.batch_number
            and records.record_number = spans.record_number
    {% if is_incremental() %}
    where batches.batch_number in (select batch_number from new_spans)
    {% endif %}
),

final as (
    select * from with_content
    {% if is_incremental() %}
    union all by name
    select * from known_spans
    {% if not contract.is_removed_by_absence %}
    union all by name
    select * from unchanged
    {% endif %}
    {% endif %}
)

select * from final
{% endmacro %}
