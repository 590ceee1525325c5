{{ config(materialized='view') }}
with

final as (
    select source, entity, max(exported_on) as newest_on
    from {{ ref('int_batches_ordered') }}
    group by source, entity
)

select * from final
