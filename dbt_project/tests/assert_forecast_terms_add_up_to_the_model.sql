-- Assert that the terms of the newest forecast multiply, and that they add up to what the method
-- model says of each grade and month in fct_forecast. A stored run keeps its figures of then: there
-- they add up to what would be forecast now.
with

forecasts as (
    select as_of, method, grade, target_grain, target_start, won_count, won_amount
    from {{ ref('fct_forecast') }}
    where is_backtest
    union
    select as_of, method, grade, target_grain, target_start, won_count, won_amount
    from {{ ref('int_forecast_periods') }}
),

model as (
    select * from forecasts
    where
        as_of = (select as_of from {{ ref('int_forecast_steps') }} where is_newest)
        and method = 'model'
        and target_grain = 'month'
        and grade <> 'total'
),

terms as (
    select
        as_of,
        grade,
        target_start,
        sum(won_count) as won_count,
        sum(counted_amount * amount_factor * coalesce(
            base_rate * quarter_factor * limit_factor, probability
        )) as won_amount
    from {{ ref('fct_forecast_terms') }}
    group by as_of, grade, target_start
),

compared as (
    select
        as_of,
        grade,
        target_start,
        coalesce(model.won_count, 0) as won_count,
        coalesce(terms.won_count, 0) as term_count,
        coalesce(model.won_amount, 0) as won_amount,
        coalesce(terms.won_amount, 0) as term_amount
    from model
    full outer join terms using (as_of, grade, target_start)
)

select * from compared
where
    abs(won_count - term_count) > 1e-9 * greatest(1, abs(won_count))
    or abs(won_amount - term_amount) > 1e-9 * greatest(1, abs(won_amount))
