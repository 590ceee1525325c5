{{ config(materialized='view') }}

with

backtests as (
    select * from {{ ref('int_forecast_backtests') }}
),

runs as (
    select * from {{ ref('int_forecast_runs') }}
    where is_in_use
),

stored as (
    select
        forecasts.as_of,
        forecasts.method,
        forecasts.grade,
        forecasts.target_grain,
        forecasts.target_start,
        forecasts.horizon,
        forecasts.won_count,
        forecasts.won_amount,
        forecasts.won_amount_p10,
        forecasts.won_amount_p90,
        forecasts.won_amount_p025,
        forecasts.won_amount_p975,
        forecasts.is_headline,
        false as is_backtest,
        forecasts.is_reconstructed
    from {{ ref('stg_forecast_runs') }} as forecasts
    inner join runs on forecasts.run_id = runs.run_id
),

final as (
    select * from stored
    union all
    select backtests.*
    from backtests
    where as_of not in (select as_of from stored)
)

select * from final
