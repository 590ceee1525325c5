{{ config(materialized='view') }}

with

newest as (
    select * from {{ ref('int_forecast_dates') }}
    where is_newest
),

windows as (
    select windows.*
    from {{ ref('int_forecast_windows') }} as windows
    inner join newest on windows.as_of = newest.as_of
    where
        windows.is_observed
        and windows.months_ago <= {{ var('forecast_year_months') }}
),

pipelines as (
    select as_of, {{ stable_sum('open_amount') }} as open_amount
    from {{ ref('int_forecast_cells') }}
    where step = 'full' and amount_basis <> 'mean'
    group by as_of
),

results as (
    select as_of, target_month, horizon, {{ stable_sum('won_amount') }} as won_amount
    from {{ ref('int_forecast_known_results') }}
    where grade <> 'new'
    group by as_of, target_month, horizon
),

final as (
    select
        windows.horizon,
        {{ stable_sum('coalesce(results.won_amount, 0)') }} as won_amount,
        {{ stable_sum('pipelines.open_amount') }} as open_amount,
        {{ stable_sum('coalesce(results.won_amount, 0)') }} / nullif({{ stable_sum('pipelines.open_amount') }}, 0)
            as conversion_rate
    from windows
    inner join pipelines on windows.snapshot_as_of = pipelines.as_of
    left join results
        on
            windows.as_of = results.as_of
            and windows.target_month = results.target_month
            and windows.horizon = results.horizon
    group by windows.horizon
)

select * from final
