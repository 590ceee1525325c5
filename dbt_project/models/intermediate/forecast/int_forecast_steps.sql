with

dates as (
    select * from {{ ref('int_forecast_dates') }}
),

cells as (
    select * from {{ ref('int_forecast_cells') }}
    where step = 'full'
),

windows as (
    select * from {{ ref('int_forecast_windows') }}
    where horizon = 1
),

won_cells as (
    select * from {{ ref('int_forecast_won_cells') }}
    where step = 'full' and horizon = 1
),

steps as (
    select * from {{ ref('forecast_steps') }}
),

graded as (
    select
        as_of,
        sum(project_count) filter (where grade <> 'ungraded')
        >= {{ var('forecast_graded_share') }} * sum(project_count) as is_graded
    from cells
    group by as_of
),

months as (
    select
        windows.as_of,
        count(*) as history_month_count,
        count(*) filter (where windows.is_observed and graded.is_graded)
            as graded_month_count
    from windows
    left join graded on windows.snapshot_as_of = graded.as_of
    group by windows.as_of
),

wins as (
    select windows.as_of, cast(sum(won_cells.won_count) as bigint) as history_win_count
    from windows
    inner join won_cells
        on
            windows.snapshot_as_of = won_cells.as_of
            and {{ is_known('windows', 'won_cells') }}
    group by windows.as_of
),

counted as (
    select
        dates.*,
        coalesce(months.history_month_count, 0) as history_month_count,
        coalesce(months.graded_month_count, 0) as graded_month_count,
        coalesce(wins.history_win_count, 0) as history_win_count
    from dates
    left join months on dates.as_of = months.as_of
    left join wins on dates.as_of = wins.as_of
),

final as (
    select
        counted.as_of,
        counted.opening_month,
        counted.remaining_share,
        counted.history_month_count,
        counted.graded_month_count,
        counted.history_win_count,
        arg_min(steps.step, steps.step_rank) as step,
        min(steps.step_rank) as step_rank,
        counted.is_newest,
        counted.is_reconstructed
    from counted
    inner join steps
        on
            counted.history_month_count >= steps.needed_month_count
            and counted.graded_month_count >= steps.needed_graded_month_count
            and counted.history_win_count >= steps.needed_win_count
    group by all
)

select * from final
