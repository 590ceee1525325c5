{{ config(materialized='view') }}

with

windows as (
    select *, {{ quarter_month('target_month') }} as quarter_month
    from {{ ref('int_forecast_windows') }}
    where is_observed
),

steps as (
    select * from {{ ref('int_forecast_steps') }}
),

cells as (
    select as_of, step, state, sum(project_count) as project_count
    from {{ ref('int_forecast_cells') }}
    group by as_of, step, state
),

bases as (
    select * from {{ ref('int_forecast_bases') }}
),

won_cells as (
    select as_of, horizon, known_month, forgotten_month, sum(won_count) as won_count
    from {{ ref('int_forecast_won_cells') }}
    where step = 'full' and grade <> 'new'
    group by as_of, horizon, known_month, forgotten_month
),

horizons as (
    select * from {{ ref('int_forecast_horizons') }}
),

quarter_months as (
    select unnest([1, 2, 3]) as quarter_month
),

expected as (
    select
        windows.as_of,
        windows.quarter_month,
        windows.horizon,
        {{ stable_sum('windows.weight * cells.project_count * bases.base_rate') }} as expected_count
    from windows
    inner join cells on windows.snapshot_as_of = cells.as_of
    inner join bases
        on
            windows.as_of = bases.as_of
            and windows.horizon = bases.horizon
            and cells.step = bases.step
            and cells.state = bases.state
    group by windows.as_of, windows.quarter_month, windows.horizon
),

observed as (
    select
        windows.as_of,
        windows.quarter_month,
        windows.horizon,
        {{ stable_sum('windows.weight * won_cells.won_count') }} as observed_count
    from windows
    inner join won_cells
        on
            windows.snapshot_as_of = won_cells.as_of
            and windows.horizon = won_cells.horizon
            and {{ is_known('windows', 'won_cells') }}
    group by windows.as_of, windows.quarter_month, windows.horizon
),

final as (
    select
        steps.as_of,
        quarter_months.quarter_month,
        horizons.horizon,
        (coalesce(observed.observed_count, 0) + {{ var('forecast_quarter_prior') }})
        / (coalesce(expected.expected_count, 0) + {{ var('forecast_quarter_prior') }})
            as quarter_factor
    from steps
    cross join quarter_months
    cross join horizons
    left join expected
        on
            steps.as_of = expected.as_of
            and quarter_months.quarter_month = expected.quarter_month
            and horizons.horizon = expected.horizon
    left join observed
        on
            steps.as_of = observed.as_of
            and quarter_months.quarter_month = observed.quarter_month
            and horizons.horizon = observed.horizon
)

select * from final
