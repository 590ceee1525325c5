with

final as (
    select * from {{ ref('int_prospects_newest') }}
)

select * from final
