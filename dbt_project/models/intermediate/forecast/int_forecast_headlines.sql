{{ config(materialized='view') }}

with

steps as (
    select * from {{ ref('int_forecast_steps') }}
    where step <> 'none'
),

methods as (
    select * from {{ ref('forecast_methods') }}
),

offered as (
    select distinct months.as_of, months.method, methods.method_rank
    from {{ ref('int_forecast_months') }} as months
    inner join methods on months.method = methods.method
    inner join steps on months.as_of = steps.as_of
    where methods.is_candidate or steps.step = 'run_rate'
),

errors as (
    select
        *,
        abs(actual_amount - forecast_amount) as absolute_error
    from {{ ref('int_forecast_errors') }}
    where
        target_grain = 'month'
        and horizon <= {{ var('forecast_near_horizons') }}
),

-- Month by month, how much nearer than the model? A lead counts against its own scatter;
-- forecasts of one month from neighbouring dates tell much the same.
compared as (
    select
        errors.as_of,
        errors.method,
        {{ stable_sum('model.absolute_error - errors.absolute_error') }}
        / sqrt(
            {{ var('forecast_near_horizons') }}
            * {{ stable_sum('pow(model.absolute_error - errors.absolute_error, 2)') }}
        ) as evidence
    from errors
    inner join errors as model
        on
            errors.as_of = model.as_of
            and errors.forecast_as_of = model.forecast_as_of
            and errors.horizon = model.horizon
            and model.method = 'model'
    where errors.method <> 'model'
    group by errors.as_of, errors.method
    having {{ stable_sum('pow(model.absolute_error - errors.absolute_error, 2)') }} > 0
),

final as (
    select
        offered.as_of,
        arg_min(
            offered.method,
            case
                when compared.evidence > {{ var('forecast_headline_evidence') }}
                    then -compared.evidence
                else offered.method_rank
            end
        ) as method
    from offered
    left join compared
        on
            offered.as_of = compared.as_of
            and offered.method = compared.method
    group by offered.as_of
)

select * from final
