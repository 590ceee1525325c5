with

dates as (
    select * from {{ ref('int_forecast_dates') }}
    where opening_month < measured_on
),

wins as (
    select * from {{ ref('int_forecast_closings') }}
    where outcome = 'won'
),

final as (
    select
        dates.as_of,
        count(*) as signed_count,
        sum(wins.amount) as signed_amount
    from dates
    inner join wins
        on
            dates.opening_month = wins.closed_month
            and {{ is_known('dates', 'wins') }}
    group by dates.as_of
)

select * from final
