with

-- The pooled step asks how a month goes, no further ahead.
windows as (
    select windows.*, steps.step
    from {{ ref('int_forecast_windows') }} as windows
    cross join (select unnest(['full', 'pooled']) as step) as steps
    where windows.is_observed and (steps.step = 'full' or windows.horizon = 1)
),

cells as (
    select as_of, step, state, sum(project_count) as project_count
    from {{ ref('int_forecast_cells') }}
    group by as_of, step, state
),

won_cells as (
    select * from {{ ref('int_forecast_won_cells') }}
    where grade <> 'new'
),

met as (
    select
        windows.as_of,
        cells.step,
        cells.state,
        windows.horizon,
        {{ stable_sum('cells.project_count * windows.weight') }} as similar_count
    from windows
    inner join cells
        on windows.snapshot_as_of = cells.as_of and windows.step = cells.step
    group by windows.as_of, cells.step, cells.state, windows.horizon
),

won as (
    select
        windows.as_of,
        won_cells.step,
        won_cells.state,
        windows.horizon,
        {{ stable_sum('won_cells.won_count * windows.weight') }} as similar_won_count
    from windows
    inner join won_cells
        on
            windows.snapshot_as_of = won_cells.as_of
            and windows.step = won_cells.step
            and windows.horizon = won_cells.horizon
            and {{ is_known('windows', 'won_cells') }}
    group by windows.as_of, won_cells.step, won_cells.state, windows.horizon
),

final as (
    select
        met.as_of,
        met.step,
        met.state,
        met.horizon,
        met.similar_count,
        coalesce(won.similar_won_count, 0) as similar_won_count
    from met
    left join won
        on
            met.as_of = won.as_of
            and met.step = won.step
            and met.state = won.state
            and met.horizon = won.horizon
)

select * from final
