with

final as (
    select * from {{ ref('int_territories_newest') }}
)

select * from final
