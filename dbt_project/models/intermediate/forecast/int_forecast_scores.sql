with

steps as (
    select * from {{ ref('int_forecast_steps') }}
),

methods as (
    select * from {{ ref('forecast_methods') }}
),

forecasts as (
    select * from {{ ref('int_forecast_periods') }}
    where grade = 'total'
),

month_starts as (
    select as_of from {{ ref('int_forecast_dates') }}
    where is_month_start
),

actuals as (
    select * from {{ ref('int_forecast_actuals') }}
),

errors as (
    select
        actuals.as_of,
        forecasts.as_of as forecast_as_of,
        forecasts.method,
        forecasts.target_grain,
        forecasts.horizon,
        forecasts.won_amount as forecast_amount,
        forecasts.variance,
        actuals.won_amount as actual_amount,
        abs(actual_amount - forecast_amount) as absolute_error
    from actuals
    inner join forecasts
        on
            actuals.target_grain = forecasts.target_grain
            and actuals.target_start = forecasts.target_start
            and actuals.as_of > forecasts.as_of
    inner join month_starts on forecasts.as_of = month_starts.as_of
    where
        forecasts.horizon
        <= case forecasts.target_grain when 'month' then {{ var('forecast_near_horizons') }} else 1 end
),

scattered as (
    select
        as_of,
        method,
        target_grain,
        count(*) as finished_count,
        {{ stable_sum(
            '((actual_amount - forecast_amount) ** 2 - variance) / forecast_amount ** 2'
        ) }} as excess
    from errors
    where forecast_amount > 0
    group by as_of, method, target_grain
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
            and errors.target_grain = model.target_grain
            and errors.horizon = model.horizon
            and model.method = 'model'
    where errors.target_grain = 'month' and errors.method <> 'model'
    group by errors.as_of, errors.method
    having {{ stable_sum('pow(model.absolute_error - errors.absolute_error, 2)') }} > 0
),

offered as (
    select
        forecasts.as_of,
        forecasts.method,
        methods.has_interval,
        row_number() over (
            partition by forecasts.as_of
            order by
                not (methods.is_candidate or steps.step = 'run_rate'),
                case
                    when compared.evidence > {{ var('forecast_headline_evidence') }}
                        then -compared.evidence
                    else methods.method_rank
                end,
                methods.method_rank
        ) = 1 as is_headline
    from forecasts
    inner join steps on forecasts.as_of = steps.as_of
    inner join methods on forecasts.method = methods.method
    left join compared
        on
            forecasts.as_of = compared.as_of
            and forecasts.method = compared.method
    where forecasts.target_grain = 'month' and forecasts.horizon = 1
),

final as (
    select
        offered.as_of,
        offered.method,
        grains.target_grain,
        case
            when offered.has_interval then greatest(
                0,
                (
                    {{ var('forecast_spread_prior') }} * {{ var('forecast_spread_error') }} ** 2
                    + coalesce(scattered.excess, 0)
                ) / ({{ var('forecast_spread_prior') }} + coalesce(scattered.finished_count, 0))
            )
        end as squared_spread,
        offered.is_headline
    from offered
    cross join (select unnest(['month', 'quarter']) as target_grain) as grains
    left join scattered
        on
            offered.as_of = scattered.as_of
            and offered.method = scattered.method
            and grains.target_grain = scattered.target_grain
)

select * from final
