{{ config(materialized='view') }}

with

changes as (
    select
        as_of,
        target_grain,
        target_start,
        {{ stable_sum('override_amount - system_amount') }} as amount_change
    from {{ ref('int_overrides_scored') }}
    where is_last_of_date and system_amount is not null
    group by as_of, target_grain, target_start
),

forecasts as (
    select * from {{ ref('int_forecast_told') }}
    where is_headline and grade = 'total'
),

actuals as (
    select * from {{ ref('int_forecast_actuals') }}
    where as_of = (select max(as_of) from {{ ref('int_forecast_dates') }})
),

final as (
    select
        forecasts.as_of,
        'override' as method,
        forecasts.target_grain,
        forecasts.target_start,
        forecasts.horizon,
        forecasts.won_amount + changes.amount_change as forecast_amount,
        cast(actuals.won_amount as double) as actual_amount,
        cast(null as double) as sd,
        cast(null as boolean) as is_within_80,
        cast(null as boolean) as is_within_95,
        false as is_headline,
        false as is_backtest
    from changes
    inner join forecasts
        on
            changes.as_of = forecasts.as_of
            and changes.target_grain = forecasts.target_grain
            and changes.target_start = forecasts.target_start
    inner join actuals
        on
            changes.target_grain = actuals.target_grain
            and changes.target_start = actuals.target_start
    qualify row_number() over (
        partition by forecasts.target_grain, forecasts.horizon, forecasts.target_start
        order by forecasts.as_of desc
    ) = 1
)

select * from final
