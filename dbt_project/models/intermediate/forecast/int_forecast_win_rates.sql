{{ config(materialized='view') }}

with

dates as (
    select * from {{ ref('int_forecast_dates') }}
),

closed as (
    select * from {{ ref('int_forecast_closings') }}
),

final as (
    select
        dates.as_of,
        count(*) filter (where closed.outcome = 'won') / count(*) as win_rate,
        greatest(
            1,
            ceil(
                avg(closed.closed_on - closed.opened_on)
                filter (where closed.outcome = 'won') / (365.25 / 12)
            )
        ) as cycle_months
    from dates
    inner join closed
        on
            {{ is_known('dates', 'closed') }}
            and dates.opening_month
            <= closed.closed_on + to_months({{ var('forecast_year_months') }})
    group by dates.as_of
    having count(*) filter (where closed.outcome = 'won') > 0
)

select * from final
