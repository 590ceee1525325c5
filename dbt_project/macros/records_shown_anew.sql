{# In an increment: the records of an entity that exports since the last build show, or do
   not show where absence removes, one row per key and source.

   A record is_unchanged where each of these exports shows it with the content that it had.
   Where several files of a day might show it twice, that is not looked into. #}
{% macro records_shown_anew(entity) %}
{% set contract = entity_contract(entity) %}
{% set key = contract.key | join(', ') %}
with

batches as (
    select * from {{ ref('int_batches_ordered') }}
    where entity = '{{ entity }}' and exported_on > {{ built_until() }}
),

exports as (
    select source, count(distinct exported_on) as export_count
    from batches
    group by source
),

known as (
    select {{ key }}, source, row_hash from {{ this }}
    where valid_to is null and source in (select source from exports)
),

shown as (
    select
        {{ key }},
        batches.source,
        batches.has_siblings,
        batches.exported_on,
        records.row_hash
    from {{ ref('stg_' ~ entity) }} as records
    inner join batches on records.batch_id = batches.batch_id
),

compared as (
    select
        {{ key }},
        source,
        coalesce(
            bool_and(shown.row_hash = known.row_hash and not shown.has_siblings), false
        ) as is_alike,
        count(shown.exported_on) as shown_count,
        max(shown.exported_on) as last_seen_on
    from shown
    {{ 'full outer' if contract.is_removed_by_absence else 'left' }} join known
        using ({{ key }}, source)
    group by {{ key }}, source
),

rejected as (
    select record_key from {{ ref('stg_rejects') }}
    where batch_id in (select batch_id from batches)
),

carried_on as (
    select distinct {{ key }}, source from {{ this }}
    where concat_ws('|', {{ key }}) in (select record_key from rejected)
),

final as (
    select
        {{ key }},
        source,
        compared.last_seen_on,
        coalesce(
            compared.is_alike
            {% if contract.is_removed_by_absence %}
            and compared.shown_count = exports.export_count
            {% endif %},
            false
        )
        and not coalesce(carried_on.is_carried_on, false) as is_unchanged
    from compared
    left join exports using (source)
    full outer join (select *, true as is_carried_on from carried_on) as carried_on
        using ({{ key }}, source)
)

select * from final
{% endmacro %}
