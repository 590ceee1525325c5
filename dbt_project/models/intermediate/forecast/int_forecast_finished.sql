{{ config(materialized='view') }}

with

forecasts as (
    select
        *,
        min(target_start) over (partition by as_of) as opening_month
    from {{ ref('int_forecast_told') }}
    where grade = 'total'
),

actuals as (
    select * from {{ ref('int_forecast_actuals') }}
    where as_of = (select max(as_of) from {{ ref('int_forecast_dates') }})
),

-- Like is compared with like: of one opening month, the run that was stored nearest to
-- its first day, else the backtest.
ranked as (
    select
        *,
        row_number() over (
            partition by method, target_grain, horizon, opening_month
            order by
                is_backtest,
                abs(as_of - opening_month),
                as_of
        ) as preference
    from forecasts
    where abs(as_of - opening_month) <= {{ var('forecast_like_days') }}
),

final as (
    select
        ranked.as_of,
        ranked.method,
        ranked.target_grain,
        ranked.target_start,
        ranked.horizon,
        ranked.won_amount as forecast_amount,
        cast(actuals.won_amount as double) as actual_amount,
        (ranked.won_amount_p90 - ranked.won_amount) / {{ var('forecast_z_80') }} as sd,
        actual_amount between ranked.won_amount_p10 and ranked.won_amount_p90
            as is_within_80,
        actual_amount between ranked.won_amount_p025 and ranked.won_amount_p975
            as is_within_95,
        ranked.is_headline,
        ranked.is_backtest
    from ranked
    inner join actuals
        on
            ranked.target_grain = actuals.target_grain
            and ranked.target_start = actuals.target_start
    where ranked.preference = 1
)

select * from final
