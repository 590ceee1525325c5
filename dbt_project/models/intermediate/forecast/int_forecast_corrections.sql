with

steps as (
    select * from {{ ref('int_forecast_steps') }}
    where step in ('full', 'pooled')
),

windows as (
    select * from {{ ref('int_forecast_windows') }}
    where horizon <= {{ var('forecast_near_horizons') }}
),

actuals as (
    select * from {{ ref('int_forecast_actuals') }}
    where target_grain = 'month'
),

model_months as (
    select * from {{ ref('int_forecast_model_months') }}
    where horizon <= {{ var('forecast_near_horizons') }}
),

model as (
    select as_of, horizon, {{ stable_sum('won_amount') }} as won_amount
    from model_months
    group by as_of, horizon
),

finished as (
    select
        windows.as_of,
        {{ stable_sum('model.won_amount') }} as forecast_amount,
        {{ stable_sum('actuals.won_amount') }} as actual_amount,
        {{ var('forecast_recalibration_prior') }}
        * ({{ stable_sum('model.won_amount') }} / count(*)) as prior_amount
    from windows
    inner join model
        on
            windows.snapshot_as_of = model.as_of
            and windows.horizon = model.horizon
    inner join actuals
        on
            windows.as_of = actuals.as_of
            and windows.target_month = actuals.target_start
    where windows.months_ago <= {{ var('forecast_year_months') }}
    group by windows.as_of
),

recalibrations as (
    select
        steps.as_of,
        (finished.actual_amount + finished.prior_amount)
        / nullif(finished.forecast_amount + finished.prior_amount, 0) as factor,
        case when factor < 0 then 0 else coalesce(factor, 1) end as recalibration_factor
    from steps
    left join finished on steps.as_of = finished.as_of
),

blended as (
    select
        model_months.as_of,
        'model_recalibrated' as method,
        model_months.horizon,
        {{ stable_sum('model_months.won_amount * recalibrations.recalibration_factor') }} as won_amount
    from model_months
    inner join recalibrations on model_months.as_of = recalibrations.as_of
    group by model_months.as_of, model_months.horizon
    union all
    select as_of, method, horizon, {{ stable_sum('won_amount') }}
    from {{ ref('int_forecast_run_rates') }}
    where method = 'seasonal_run_rate' and as_of in (select as_of from steps)
    group by as_of, method, horizon
),

scored as (
    select
        windows.as_of,
        blended.method,
        count(*) as finished_count,
        {{ stable_sum(
            '((actuals.won_amount - blended.won_amount) / nullif(blended.won_amount, 0)) ** 2'
        ) }} as squared_error
    from windows
    inner join blended
        on
            windows.snapshot_as_of = blended.as_of
            and windows.horizon = blended.horizon
    inner join actuals
        on
            windows.as_of = actuals.as_of
            and windows.target_month = actuals.target_start
    group by windows.as_of, blended.method
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
        recalibrations.recalibration_factor,
        coalesce(
            {{ stable_sum('weighed.precision') }} filter (where weighed.method = 'model_recalibrated')
            / {{ stable_sum('weighed.precision') }},
            0.5
        ) as model_weight
    from recalibrations
    left join weighed on recalibrations.as_of = weighed.as_of
    group by recalibrations.as_of, recalibrations.recalibration_factor
)

select * from final
