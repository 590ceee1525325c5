with

rejects as (
    select * from {{ ref('stg_rejects') }}
),

batches as (
    select * from {{ ref('stg_batches') }}
),

final as (
    select
        rejects.batch_id,
        batches.source,
        batches.entity,
        batches.file,
        rejects.record_key,
        rejects.field,
        rejects.value,
        rejects.reason,
        rejects.line,
        batches.exported_on
    from rejects
    inner join batches on rejects.batch_id = batches.batch_id
)

select * from final
