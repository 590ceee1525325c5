{{ config(materialized='view') }}

with

stored as (
    select * from {{ ref('stg_forecast_runs') }}
),

runs as (
    select * from {{ ref('int_forecast_runs') }}
    where is_in_use
),

final as (
    select
        stored.as_of,
        stored.method,
        stored.grade,
        stored.target_grain,
        stored.target_start,
        stored.horizon,
        stored.won_count,
        stored.won_amount,
        stored.won_amount_p10,
        stored.won_amount_p90,
        stored.won_amount_p025,
        stored.won_amount_p975,
        stored.is_headline,
        false as is_backtest,
        stored.is_reconstructed
    from stored
    inner join runs on stored.run_id = runs.run_id
)

select * from final
