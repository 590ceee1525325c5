{# In an increment: the records of an entity that exports since the last build show, or do
   not show where absence removes, one row per key and source.

   A record is_unchanged where each of these exports shows it with the content that it had.
   Where several files of a day might show it twice, that is not looked into. Of the others
   nothing needs to be seen but what was shown from seen_from on: the day when a version
   that goes on, from known_from on, was last seen, else the first day after the last build.
   Of a record that was ever rejected all is seen, whose content may be of any day. #}
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
    select {{ key }}, source, valid_from, last_seen_on, row_hash from {{ this }}
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
        max(shown.exported_on) as last_seen_on,
        any_value(known.valid_from) as known_from,
        any_value(known.last_seen_on) as known_until
    from shown
    {{ 'full outer' if contract.is_removed_by_absence else 'left' }} join known
        using ({{ key }}, source)
    group by {{ key }}, source
),

rejected as (
    select
        record_key,
        bool_or(batch_id in (select batch_id from batches)) as is_rejected_anew
    from {{ ref('stg_rejects') }}
    where batch_id in (
        select batch_id from {{ ref('int_batches_ordered') }}
        where entity = '{{ entity }}'
    )
    group by record_key
),

carried_on as (
    select {{ key }}, source, bool_or(rejected.is_rejected_anew) as is_carried_on
    from {{ this }}
    inner join rejected on concat_ws('|', {{ key }}) = rejected.record_key
    group by {{ key }}, source
),

final as (
    select
        {{ key }},
        source,
        compared.last_seen_on,
        case when carried_on.is_carried_on is null then compared.known_from end
            as known_from,
        case
            when carried_on.is_carried_on is not null then date '0001-01-01'
            else coalesce(compared.known_until, {{ built_until() }} + 1)
        end as seen_from,
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
    full outer join carried_on using ({{ key }}, source)
    where compared.shown_count is not null or carried_on.is_carried_on
)

select * from final
{% endmacro %}
