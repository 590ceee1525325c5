{{ config(materialized='view') }}

with

windows as (
    select * from {{ ref('int_forecast_windows') }}
    where
        as_of = (select max(as_of) from {{ ref('int_forecast_dates') }})
        and horizon <= {{ var('forecast_near_horizons') }}
),

cells as (
    select as_of, step, state, grade, sum(project_count) as project_count
    from {{ ref('int_forecast_cells') }}
    group by as_of, step, state, grade
),

probabilities as (
    select as_of, step, state, {{ stable_sum('probability') }} as probability
    from {{ ref('int_forecast_probabilities') }}
    where horizon <= {{ var('forecast_near_horizons') }}
    group by as_of, step, state
),

finished as (
    select snapshot_as_of as as_of
    from windows
    group by snapshot_as_of
    having count(*) = {{ var('forecast_near_horizons') }}
),

won as (
    select
        won_cells.as_of,
        won_cells.step,
        won_cells.state,
        won_cells.grade,
        sum(won_cells.won_count) as won_count
    from windows
    inner join {{ ref('int_forecast_won_cells') }} as won_cells
        on
            windows.snapshot_as_of = won_cells.as_of
            and windows.horizon = won_cells.horizon
            and {{ is_known('windows', 'won_cells') }}
    group by won_cells.as_of, won_cells.step, won_cells.state, won_cells.grade
),

final as (
    select
        cells.as_of,
        cells.grade,
        cells.state,
        cells.project_count,
        probabilities.probability,
        coalesce(won.won_count, 0) as won_count
    from cells
    inner join finished on cells.as_of = finished.as_of
    inner join probabilities
        on
            cells.as_of = probabilities.as_of
            and cells.step = probabilities.step
            and cells.state = probabilities.state
    left join won
        on
            cells.as_of = won.as_of
            and cells.step = won.step
            and cells.state = won.state
            and cells.grade = won.grade
)

select * from final
