with

batches as (
    select * from {{ ref('stg_batches') }}
),

full_exports as (
    select source, entity, part, exported_on
    from batches
    group by source, entity, part, exported_on
    having not bool_or(is_partial)
),

next_full_exports as (
    select batches.batch_id, min(full_exports.exported_on) as next_full_on
    from batches
    inner join full_exports
        on
            batches.source = full_exports.source
            and batches.entity = full_exports.entity
            and batches.part = full_exports.part
            and batches.exported_on < full_exports.exported_on
    group by batches.batch_id
),

final as (
    select
        batches.batch_id,
        row_number() over (
            order by
                batches.entity, batches.source, batches.exported_on,
                batches.part, batches.file, batches.batch_id
        ) as batch_number,
        batches.source,
        batches.entity,
        count(*) over (
            partition by batches.source, batches.entity, batches.exported_on
        ) > 1 as has_siblings,
        batches.exported_on,
        next_full_exports.next_full_on
    from batches
    left join next_full_exports on batches.batch_id = next_full_exports.batch_id
)

select * from final
