{{ config(materialized='view') }}

with

backtests as (
    select * from {{ ref('int_forecast_backtests') }}
),

stored as (
    select * from {{ ref('int_forecast_stored') }}
),

final as (
    select * from stored
    union all
    select backtests.*
    from backtests
    where as_of not in (select as_of from stored)
)

select * from final
