with

dates as (
    select * from {{ ref('int_forecast_dates') }}
),

wins as (
    select * from {{ ref('int_forecast_closings') }}
    where outcome = 'won'
),

horizons as (
    select * from {{ ref('int_forecast_horizons') }}
),

-- No project closes before the first export unless its first snapshot says so.
first_months as (
    select
        least(
            (select min(closed_month) from wins where is_first_snapshot),
            min({{ month_ceiling('as_of') }})
        ) as first_month
    from dates
    where not is_reconstructed
),

months as (
    select
        dates.as_of,
        dates.known_month,
        dates.opening_month,
        cast(unnest(generate_series(
            first_months.first_month,
            dates.finished_before - to_months(1),
            to_months(1)
        )) as date) as target_month,
        first_months.first_month
    from dates
    cross join first_months
),

final as (
    select
        months.as_of,
        months.known_month,
        cast(months.target_month - to_months(horizons.horizon - 1) as date)
            as snapshot_as_of,
        horizons.horizon,
        months.target_month,
        datediff('month', months.target_month, months.opening_month) as months_ago,
        pow(
            0.5,
            datediff('month', snapshot_as_of, months.opening_month)
            / {{ var('forecast_half_life_months') }}
        ) as weight,
        at_snapshot.as_of is not null
        and snapshot_as_of >= months.first_month as is_observed
    from months
    cross join horizons
    left join dates as at_snapshot
        on
            months.target_month - to_months(horizons.horizon - 1) = at_snapshot.as_of
            and at_snapshot.is_month_start
)

select * from final
