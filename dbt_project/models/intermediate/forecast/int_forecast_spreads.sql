{{ config(materialized='view') }}

with

steps as (
    select * from {{ ref('int_forecast_steps') }}
    where step in ('full', 'pooled')
),

methods as (
    select * from {{ ref('forecast_methods') }}
    where has_interval
),

errors as (
    select * from {{ ref('int_forecast_errors') }}
    where forecast_amount > 0
),

finished as (
    select
        as_of,
        method,
        target_grain,
        count(*) as finished_count,
        {{ stable_sum(
            '((actual_amount - forecast_amount) ** 2 - variance) / forecast_amount ** 2'
        ) }} as excess
    from errors
    where
        horizon
        <= case target_grain when 'month' then {{ var('forecast_near_horizons') }} else 1 end
    group by as_of, method, target_grain
),

final as (
    select
        steps.as_of,
        methods.method,
        grains.target_grain,
        greatest(
            0,
            (
                {{ var('forecast_spread_prior') }} * {{ var('forecast_spread_error') }} ** 2
                + coalesce(finished.excess, 0)
            ) / ({{ var('forecast_spread_prior') }} + coalesce(finished.finished_count, 0))
        ) as squared_spread
    from steps
    cross join methods
    cross join (select unnest(['month', 'quarter']) as target_grain) as grains
    left join finished
        on
            steps.as_of = finished.as_of
            and methods.method = finished.method
            and grains.target_grain = finished.target_grain
)

select * from final
