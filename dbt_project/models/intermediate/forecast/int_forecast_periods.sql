with

dates as (
    select * from {{ ref('int_forecast_dates') }}
),

model as (
    select * from {{ ref('int_forecast_model_months') }}
),

corrections as (
    select * from {{ ref('int_forecast_corrections') }}
),

run_rates as (
    select * from {{ ref('int_forecast_run_rates') }}
),

grades as (
    select grade from {{ ref('grades') }}
    union all
    select unnest(['ungraded', 'new'])
),

horizons as (
    select * from {{ ref('int_forecast_horizons') }}
),

recalibrated as (
    select
        model.as_of,
        model.grade,
        model.horizon,
        model.won_count * corrections.recalibration_factor as won_count,
        model.won_amount * corrections.recalibration_factor as won_amount,
        model.variance * corrections.recalibration_factor ** 2 as variance,
        corrections.model_weight as weight
    from model
    inner join corrections on model.as_of = corrections.as_of
),

forecasts as (
    select as_of, 'model' as method, grade, horizon, won_count, won_amount, variance
    from model
    union all
    select as_of, 'model_recalibrated', grade, horizon, won_count, won_amount, variance
    from recalibrated
    union all
    select
        as_of, 'blend', grade, horizon,
        weight * won_count, weight * won_amount, weight ** 2 * variance
    from recalibrated
    union all
    select
        run_rates.as_of, 'blend', run_rates.grade, run_rates.horizon,
        (1 - corrections.model_weight) * run_rates.won_count,
        (1 - corrections.model_weight) * run_rates.won_amount, 0
    from run_rates
    inner join corrections on run_rates.as_of = corrections.as_of
    where run_rates.method = 'seasonal_run_rate'
    union all
    select *, null from run_rates
    union all
    select *, null from {{ ref('int_forecast_naive_months') }}
),

months as (
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
),

methods as (
    select distinct as_of, method from months
),

-- Every grade has a row, be it of nothing; what the month that has begun already
-- brought is in no project's hands any more.
filled as (
    select
        methods.as_of,
        methods.method,
        grades.grade,
        horizons.horizon,
        cast(dates.opening_month + to_months(horizons.horizon - 1) as date)
            as target_month,
        grades.grade = 'new' and horizons.horizon = 1 as is_begun,
        coalesce(months.won_count, 0)
        + if(is_begun, dates.signed_count, 0) as won_count,
        coalesce(months.won_amount, 0)
        + if(is_begun, dates.signed_amount, 0) as won_amount,
        coalesce(months.variance, 0) as variance
    from methods
    inner join dates on methods.as_of = dates.as_of
    cross join grades
    cross join horizons
    left join months
        on
            methods.as_of = months.as_of
            and methods.method = months.method
            and grades.grade = months.grade
            and horizons.horizon = months.horizon
),

periods as (
    select *, 'month' as target_grain, horizon as period from filled
    union all
    select *, 'quarter', (horizon + 2) // 3 from filled
),

final as (
    select
        as_of,
        method,
        case when grouping(grade) = 1 then 'total' else grade end as grade,
        target_grain,
        min(target_month) as target_start,
        period as horizon,
        {{ stable_sum('won_count') }} as won_count,
        {{ stable_sum('won_amount') }} as won_amount,
        {{ stable_sum('variance') }} as variance
    from periods
    group by
        grouping sets (
            (as_of, method, target_grain, period, grade),
            (as_of, method, target_grain, period)
        )
)

select * from final
