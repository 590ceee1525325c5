with

windows as (
    select * from {{ ref('int_forecast_windows') }}
),

won_cells as (
    select * from {{ ref('int_forecast_won_cells') }}
    where step = 'full'
),

final as (
    select
        windows.as_of,
        windows.horizon,
        won_cells.grade,
        windows.target_month,
        windows.months_ago,
        cast(sum(won_cells.won_count) as bigint) as won_count,
        {{ stable_sum('won_cells.won_amount') }} as won_amount
    from windows
    inner join won_cells
        on
            windows.snapshot_as_of = won_cells.as_of
            and windows.horizon = won_cells.horizon
            and {{ is_known('windows', 'won_cells') }}
    group by
        windows.as_of, windows.horizon, won_cells.grade, windows.target_month,
        windows.months_ago
)

select * from final
