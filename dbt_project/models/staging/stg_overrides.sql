with

final as (
    select * from {{ source('judgement', 'overrides') }}
)

select * from final
