with

final as (
    select * from {{ ref('stg_batches') }}
)

select * from final
