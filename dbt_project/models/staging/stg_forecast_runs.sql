with

final as (
    select * from {{ source('runs', 'forecasts') }}
)

select * from final
