{{ config(materialized='view') }}

with

steps as (
    select * from {{ ref('int_forecast_steps') }}
),

windows as (
    select * from {{ ref('int_forecast_windows') }}
    where months_ago <= {{ var('forecast_year_months') }}
),

results as (
    select * from {{ ref('int_forecast_known_results') }}
    where grade = 'new'
),

horizons as (
    select * from {{ ref('int_forecast_horizons') }}
),

monthly as (
    select
        windows.as_of,
        windows.horizon,
        windows.months_ago,
        {{ quarter_month('windows.target_month') }} as quarter_month,
        coalesce(results.won_count, 0) as won_count
    from windows
    left join results
        on
            windows.as_of = results.as_of
            and windows.horizon = results.horizon
            and windows.target_month = results.target_month
),

means as (
    select
        as_of,
        horizon,
        avg(won_count) filter (where months_ago <= {{ var('forecast_new_origins') }})
            as recent_count,
        avg(won_count) as yearly_count
    from monthly
    group by as_of, horizon
),

quarter_months as (
    select
        monthly.as_of,
        monthly.horizon,
        monthly.quarter_month,
        (sum(monthly.won_count) + {{ var('forecast_quarter_prior') }})
        / (
            count(*) * any_value(means.recent_count)
            + {{ var('forecast_quarter_prior') }}
        ) as quarter_factor
    from monthly
    inner join means
        on monthly.as_of = means.as_of and monthly.horizon = means.horizon
    group by monthly.as_of, monthly.horizon, monthly.quarter_month
),

joined as (
    select
        steps.as_of,
        steps.remaining_share,
        horizons.horizon,
        coalesce(means.recent_count, 0) * coalesce(quarter_months.quarter_factor, 1)
            as whole_count
    from steps
    cross join horizons
    left join means
        on steps.as_of = means.as_of and horizons.horizon = means.horizon
    left join quarter_months
        on
            means.as_of = quarter_months.as_of
            and means.horizon = quarter_months.horizon
            and {{ quarter_month(
                'steps.opening_month + to_months(horizons.horizon - 1)'
            ) }} = quarter_months.quarter_month
),

final as (
    select
        as_of,
        horizon,
        remaining_share * whole_count
        + (1 - remaining_share) * coalesce(
            lag(whole_count) over (partition by as_of order by horizon), 0
        ) as new_count
    from joined
)

select * from final
