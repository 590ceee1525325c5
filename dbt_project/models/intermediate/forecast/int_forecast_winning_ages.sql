with

dates as (
    select * from {{ ref('int_forecast_dates') }}
),

wins as (
    select
        known_month,
        max(won_on - opened_on) as longest_days,
        count(*) as win_count
    from {{ ref('int_forecast_wins') }}
    where known_on <= (select max(as_of) from dates)
    group by known_month
),

final as (
    select
        dates.as_of,
        max(wins.longest_days) as longest_days,
        cast(coalesce(sum(wins.win_count), 0) as bigint) as win_count
    from dates
    left join wins on dates.known_month >= wins.known_month
    group by dates.as_of
)

select * from final
