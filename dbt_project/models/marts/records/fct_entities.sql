with

records as (
    {% for entity in entities() %}
    select '{{ entity }}' as entity, count(*) as record_count
    from {{ ref('int_' ~ entity ~ '_versions') }}
    where valid_to is null
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

batches as (
    select
        entity,
        count(*) as batch_count,
        min(exported_on) as first_exported_on,
        max(exported_on) as last_exported_on
    from {{ ref('int_batches_ordered') }}
    group by entity
),

final as (
    select
        records.entity,
        records.record_count,
        coalesce(batches.batch_count, 0) as batch_count,
        batches.entity is not null as is_loaded,
        batches.first_exported_on,
        batches.last_exported_on
    from records
    left join batches on records.entity = batches.entity
)

select * from final
