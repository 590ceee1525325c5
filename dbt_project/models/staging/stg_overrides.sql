with

final as (
    select * from {{ source('overrides', 'files') }}
)

select * from final
