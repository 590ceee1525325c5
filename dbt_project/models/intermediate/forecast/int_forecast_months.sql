with

model as (
    select * from {{ ref('int_forecast_model_months') }}
),

recalibrations as (
    select * from {{ ref('int_forecast_recalibrations') }}
),

blends as (
    select * from {{ ref('int_forecast_blends') }}
),

run_rates as (
    select * from {{ ref('int_forecast_run_rates') }}
),

naive as (
    select * from {{ ref('int_forecast_naive_months') }}
),

recalibrated as (
    select
        model.as_of,
        'model_recalibrated' as method,
        model.grade,
        model.horizon,
        model.won_count * recalibrations.recalibration_factor as won_count,
        model.won_amount * recalibrations.recalibration_factor as won_amount,
        model.variance * recalibrations.recalibration_factor ** 2 as variance
    from model
    inner join recalibrations on model.as_of = recalibrations.as_of
),

blended as (
    select
        recalibrated.as_of,
        'blend' as method,
        recalibrated.grade,
        recalibrated.horizon,
        blends.model_weight * recalibrated.won_count as won_count,
        blends.model_weight * recalibrated.won_amount as won_amount,
        blends.model_weight ** 2 * recalibrated.variance as variance
    from recalibrated
    inner join blends on recalibrated.as_of = blends.as_of
    union all
    select
        run_rates.as_of,
        'blend',
        run_rates.grade,
        run_rates.horizon,
        (1 - blends.model_weight) * run_rates.won_count,
        (1 - blends.model_weight) * run_rates.won_amount,
        0
    from run_rates
    inner join blends on run_rates.as_of = blends.as_of
    where run_rates.method = 'seasonal_run_rate'
),

forecasts as (
    select as_of, 'model' as method, grade, horizon, won_count, won_amount, variance
    from model
    union all
    select * from recalibrated
    union all
    select * from blended
    union all
    select *, null from run_rates
    union all
    select *, null from naive
),

final as (
    select
        as_of,
        method,
        grade,
        horizon,
        {{ stable_sum('won_count') }} as won_count,
        {{ stable_sum('won_amount') }} as won_amount,
        {{ stable_sum('variance') }} as variance
    from forecasts
    group by as_of, method, grade, horizon
)

select * from final
