{{ config(materialized='view') }}

with

final as (
    select * from {{ ref('int_forecast_told') }}
)

select * from final
