{# In an increment: the records of an entity that exports since the last build show with
   another content than they had or, where absence removes, do not show, one row per key and
   source. Where several files of a day might show one twice, it is taken for changed.

   Nothing needs to be seen of them but what was shown from seen_from on: the day when a
   version that goes on, from known_from on, was last seen, else the first day after the last
   build. Of a record that was ever rejected all is seen, whose content may be of any day. #}
{% macro records_changed_anew(entity) %}
{% set contract = entity_contract(entity) %}
{% set key = contract.key | join(', ') %}
with

batches as (
    select * from {{ ref('int_batches_ordered') }}
    where entity = '{{ entity }}' and exported_on > {{ built_until() }}
),

days as (
    select distinct source, exported_on from batches
),

known as not materialized (
    select
        {{ key }},
        source,
        valid_from as known_from,
        last_seen_on as known_until,
        row_hash
    from {{ this }}
    where valid_to is null and source in (select source from days)
),

shown as not materialized (
    select
        {{ key }},
        batches.source,
        batches.has_siblings,
        batches.exported_on,
        records.row_hash
    from {{ ref('stg_' ~ entity) }} as records
    inner join batches on records.batch_id = batches.batch_id
),

shown_otherwise as (
    select distinct {{ key }}, source, known.known_from, known.known_until
    from shown
    {{ 'full outer' if contract.is_removed_by_absence else 'left' }} join known
        using ({{ key }}, source)
    where shown.row_hash is distinct from known.row_hash or shown.has_siblings
),

{% if contract.is_removed_by_absence %}
-- Not shown at all is shown otherwise; shown on some of several days is found here.
several_days as (
    select * from days
    qualify count(*) over (partition by source) > 1
),

missed as (
    select {{ key }}, source, known.known_from, known.known_until
    from known
    inner join several_days using (source)
    anti join shown using ({{ key }}, source, exported_on)
),
{% endif %}

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
    select {{ key }}, source, bool_or(rejected.is_rejected_anew) as is_carried_on_anew
    from {{ this }}
    inner join rejected on concat_ws('|', {{ key }}) = rejected.record_key
    group by {{ key }}, source
),

changed as (
    select * from shown_otherwise
    {% if contract.is_removed_by_absence %}
    union
    select * from missed
    {% endif %}
),

final as (
    select
        {{ key }},
        source,
        case when carried_on.is_carried_on_anew is null then changed.known_from end
            as known_from,
        case
            when carried_on.is_carried_on_anew is not null then date '0001-01-01'
            else coalesce(changed.known_until, {{ built_until() }} + 1)
        end as seen_from
    from changed
    full outer join carried_on using ({{ key }}, source)
    where changed.source is not null or carried_on.is_carried_on_anew
)

select * from final
{% endmacro %}
