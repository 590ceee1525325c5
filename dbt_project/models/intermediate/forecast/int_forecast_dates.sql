with

exports as (
    select source, exported_on
    from {{ ref('int_batches_ordered') }}
    where entity = 'projects'
    group by source, exported_on
),

first_exports as (
    select source, min(exported_on) as exported_on
    from exports
    group by source
),

known_projects as (
    select min(valid_from) as first_known_on
    from {{ ref('int_projects_timeline') }}
    where outcome = 'open' or not is_reconstructed
),

newest as (
    select max(as_of) as newest_on
    from {{ ref('int_as_of_dates') }}
),

limits as (
    select
        newest.newest_on,
        min(first_exports.exported_on) as first_exported_on,
        max(first_exports.exported_on) as last_first_exported_on,
        greatest(
            (select first_known_on from known_projects),
            newest.newest_on - to_months({{ var('forecast_months_back') }})
        ) as first_known_on
    from first_exports
    cross join newest
    group by newest.newest_on
),

wins as (
    select * from {{ ref('int_forecast_closings') }}
    where outcome = 'won' and known_on <= (select newest_on from newest)
),

won_by_month as (
    select
        known_month,
        max(closed_on - opened_on) as longest_days,
        count(*) as win_count
    from wins
    group by known_month
),

as_of_dates as (
    select
        cast(unnest(generate_series(
            date_trunc('month', first_known_on) + to_months(1), newest_on, to_months(1)
        )) as date) as as_of
    from limits
    union
    select newest_on from limits
),

known as (
    select
        as_of_dates.as_of,
        as_of_dates.as_of + 1 = {{ month_ceiling('as_of_dates.as_of + 1') }}
            as is_month_end,
        coalesce(max(exports.exported_on), as_of_dates.as_of - 1) as known_through
    from as_of_dates
    left join exports on as_of_dates.as_of >= exports.exported_on
    group by as_of_dates.as_of
),

opened as (
    select
        *,
        case when is_month_end then as_of + 1 else as_of end as measured_on,
        cast(date_trunc('month', measured_on) as date) as opening_month,
        {{ month_ceiling('as_of') }} as known_month,
        cast(date_trunc('month', known_through + 1) as date) as finished_before
    from known
),

won as (
    select
        opened.as_of,
        max(won_by_month.longest_days) as longest_days,
        cast(sum(won_by_month.win_count) as bigint) as win_count
    from opened
    inner join won_by_month on opened.known_month >= won_by_month.known_month
    group by opened.as_of
),

-- What the month that has begun already brought.
signed as (
    select
        opened.as_of,
        count(*) as signed_count,
        sum(wins.amount) as signed_amount
    from opened
    inner join wins
        on
            opened.opening_month = wins.closed_month
            and {{ is_known('opened', 'wins') }}
    where opened.opening_month < opened.measured_on
    group by opened.as_of
),

final as (
    select
        opened.as_of,
        opened.opening_month,
        opened.measured_on,
        opened.known_month,
        opened.finished_before,
        1 - (day(opened.measured_on) - 1) / day(last_day(opened.measured_on))
            as remaining_share,
        won.longest_days,
        coalesce(won.win_count, 0) as win_count,
        coalesce(signed.signed_count, 0) as signed_count,
        coalesce(signed.signed_amount, 0) as signed_amount,
        day(opened.as_of) = 1 as is_month_start,
        opened.as_of = limits.newest_on as is_newest,
        opened.as_of < limits.first_exported_on as is_reconstructed,
        opened.as_of >= limits.last_first_exported_on as is_settled
    from opened
    cross join limits
    left join won on opened.as_of = won.as_of
    left join signed on opened.as_of = signed.as_of
)

select * from final
