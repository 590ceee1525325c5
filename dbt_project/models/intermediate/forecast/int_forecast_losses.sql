{{ config(materialized='view') }}

with

windows as (
    select * from {{ ref('int_forecast_windows') }}
    where is_observed and horizon = 1
),

cells as (
    select as_of, age_months, sum(project_count) as project_count
    from {{ ref('int_forecast_cells') }}
    where step = 'pooled'
    group by as_of, age_months
),

won_cells as (
    select * from {{ ref('int_forecast_won_cells') }}
    where step = 'pooled' and horizon = 1 and grade <> 'new'
),

won as (
    select
        windows.as_of,
        windows.snapshot_as_of,
        won_cells.age_months,
        sum(won_cells.won_count) as won_count
    from windows
    inner join won_cells
        on
            windows.snapshot_as_of = won_cells.as_of
            and {{ is_known('windows', 'won_cells') }}
    group by windows.as_of, windows.snapshot_as_of, won_cells.age_months
),

-- Who is neither won nor, a month older, still open, has been lost.
followed as (
    select
        windows.as_of,
        windows.weight,
        cells.age_months,
        cells.project_count,
        greatest(
            0,
            cells.project_count
            - coalesce(won.won_count, 0)
            - coalesce(older.project_count, 0)
        ) as lost_count
    from windows
    inner join cells on windows.snapshot_as_of = cells.as_of
    left join cells as older
        on
            windows.snapshot_as_of + to_months(1) = older.as_of
            and cells.age_months + 1 = older.age_months
    left join won
        on
            windows.as_of = won.as_of
            and windows.snapshot_as_of = won.snapshot_as_of
            and cells.age_months = won.age_months
),

final as (
    select
        as_of,
        age_months,
        {{ stable_sum('weight * project_count') }} as open_count,
        {{ stable_sum('weight * lost_count') }} as lost_count
    from followed
    group by as_of, age_months
)

select * from final
