with

steps as (
    select * from {{ ref('int_forecast_steps') }}
    where step in ('full', 'pooled')
),

forecasts as (
    select as_of, horizon, {{ stable_sum('won_amount') }} as won_amount
    from {{ ref('int_forecast_model_months') }}
    where horizon <= {{ var('forecast_near_horizons') }}
    group by as_of, horizon
),

windows as (
    select * from {{ ref('int_forecast_windows') }}
    where months_ago <= {{ var('forecast_year_months') }}
),

actuals as (
    select * from {{ ref('int_forecast_actuals') }}
    where target_grain = 'month'
),

finished as (
    select
        windows.as_of,
        {{ stable_sum('forecasts.won_amount') }} / count(*) as mean_forecast_amount,
        {{ stable_sum('forecasts.won_amount') }} as forecast_amount,
        {{ stable_sum('actuals.won_amount') }} as actual_amount
    from windows
    inner join forecasts
        on
            windows.snapshot_as_of = forecasts.as_of
            and windows.horizon = forecasts.horizon
    inner join actuals
        on
            windows.as_of = actuals.as_of
            and windows.target_month = actuals.target_start
    group by windows.as_of
),

factors as (
    select
        steps.as_of,
        (
            finished.actual_amount
            + {{ var('forecast_recalibration_prior') }} * finished.mean_forecast_amount
        ) / nullif(
            finished.forecast_amount
            + {{ var('forecast_recalibration_prior') }} * finished.mean_forecast_amount,
            0
        ) as factor
    from steps
    left join finished on steps.as_of = finished.as_of
),

final as (
    select
        as_of,
        case when factor < 0 then 0 else coalesce(factor, 1) end as recalibration_factor
    from factors
)

select * from final
