with

steps as (
    select * from {{ ref('int_forecast_steps') }}
),

bases as (
    select * from {{ ref('int_forecast_bases') }}
),

cells as (
    select as_of, step, state, sum(project_count) as project_count
    from {{ ref('int_forecast_cells') }}
    group by as_of, step, state
),

windows as (
    select *, {{ quarter_month('target_month') }} as quarter_month
    from {{ ref('int_forecast_windows') }}
    where is_observed
),

won_cells as (
    select as_of, horizon, known_month, forgotten_month, sum(won_count) as won_count
    from {{ ref('int_forecast_won_cells') }}
    where step = 'full' and grade <> 'new'
    group by as_of, horizon, known_month, forgotten_month
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

open_states as (
    select
        bases.*,
        steps.remaining_share,
        cast(steps.opening_month + to_months(bases.horizon - 1) as date)
            as target_start,
        {{ quarter_month('target_start') }} as quarter_month
    from steps
    inner join cells on steps.as_of = cells.as_of and steps.step = cells.step
    inner join bases
        on
            cells.as_of = bases.as_of
            and cells.step = bases.step
            and cells.state = bases.state
),

factored as (
    select
        open_states.* exclude (quarter_month),
        (coalesce(observed.observed_count, 0) + {{ var('forecast_quarter_prior') }})
        / (coalesce(expected.expected_count, 0) + {{ var('forecast_quarter_prior') }})
            as quarter_factor,
        least(
            {{ var('forecast_highest_probability') }},
            open_states.base_rate * quarter_factor
        ) as month_probability
    from open_states
    left join expected using (as_of, quarter_month, horizon)
    left join observed using (as_of, quarter_month, horizon)
),

limited as (
    select
        *,
        month_probability * least(
            1,
            {{ var('forecast_highest_total_probability') }}
            / nullif({{ stable_sum('month_probability') }} over (partition by as_of, state), 0)
        ) as limited_probability
    from factored
),

-- In a month that has begun, the first of the months ahead is only partly left.
final as (
    select
        * exclude (remaining_share, month_probability, limited_probability),
        coalesce(
            remaining_share * limited_probability
            + (1 - remaining_share) * coalesce(
                lag(limited_probability) over (
                    partition by as_of, state order by horizon
                ),
                0
            ),
            0
        ) as probability
    from limited
)

select * from final
