{{ config(materialized='view') }}

with

recalibrations as (
    select * from {{ ref('int_forecast_recalibrations') }}
),

windows as (
    select * from {{ ref('int_forecast_windows') }}
    where horizon <= {{ var('forecast_near_horizons') }}
),

actuals as (
    select * from {{ ref('int_forecast_actuals') }}
    where target_grain = 'month'
),

recalibrated as (
    select
        months.as_of,
        'model_recalibrated' as method,
        months.horizon,
        {{ stable_sum('months.won_amount * recalibrations.recalibration_factor') }} as won_amount
    from {{ ref('int_forecast_model_months') }} as months
    inner join recalibrations on months.as_of = recalibrations.as_of
    group by months.as_of, months.horizon
),

seasonal as (
    select as_of, method, horizon, {{ stable_sum('won_amount') }} as won_amount
    from {{ ref('int_forecast_run_rates') }}
    where method = 'seasonal_run_rate' and as_of in (select as_of from recalibrations)
    group by as_of, method, horizon
),

forecasts as (
    select * from recalibrated
    union all
    select * from seasonal
),

scored as (
    select
        windows.as_of,
        forecasts.method,
        count(*) as finished_count,
        {{ stable_sum(
            '((actuals.won_amount - forecasts.won_amount) / nullif(forecasts.won_amount, 0)) ** 2'
        ) }} as squared_error
    from windows
    inner join forecasts
        on
            windows.snapshot_as_of = forecasts.as_of
            and windows.horizon = forecasts.horizon
    inner join actuals
        on
            windows.as_of = actuals.as_of
            and windows.target_month = actuals.target_start
    group by windows.as_of, forecasts.method
),

weighed as (
    select
        as_of,
        method,
        (finished_count + {{ var('forecast_blend_prior') }})
        / (
            coalesce(squared_error, 0)
            + {{ var('forecast_blend_prior') }} * {{ var('forecast_blend_error') }} ** 2
        ) as precision
    from scored
),

final as (
    select
        recalibrations.as_of,
        coalesce(
            {{ stable_sum('weighed.precision') }} filter (where weighed.method = 'model_recalibrated')
            / {{ stable_sum('weighed.precision') }},
            0.5
        ) as model_weight
    from recalibrations
    left join weighed on recalibrations.as_of = weighed.as_of
    group by recalibrations.as_of
)

select * from final
