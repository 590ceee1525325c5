with

dates as (
    select * from {{ ref('int_forecast_dates') }}
),

forecasts as (
    select periods.*
    from {{ ref('int_forecast_periods') }} as periods
    inner join dates on periods.as_of = dates.as_of and dates.is_month_start
    where periods.grade = 'total'
),

actuals as (
    select * from {{ ref('int_forecast_actuals') }}
),

final as (
    select
        actuals.as_of,
        forecasts.as_of as forecast_as_of,
        forecasts.method,
        forecasts.target_grain,
        forecasts.horizon,
        forecasts.target_start,
        forecasts.won_amount as forecast_amount,
        forecasts.variance,
        actuals.won_amount as actual_amount
    from actuals
    inner join forecasts
        on
            actuals.target_grain = forecasts.target_grain
            and actuals.target_start = forecasts.target_start
            and actuals.as_of > forecasts.as_of
)

select * from final
