with

windows as (
    select * from {{ ref('int_forecast_windows') }}
    where horizon = 1
),

results as (
    select as_of, target_month, {{ stable_sum('won_amount') }} as won_amount
    from {{ ref('int_forecast_known_results') }}
    where horizon = 1
    group by as_of, target_month
),

monthly as (
    select
        windows.as_of,
        windows.target_month as target_start,
        coalesce(results.won_amount, 0) as won_amount
    from windows
    left join results
        on
            windows.as_of = results.as_of
            and windows.target_month = results.target_month
),

quarterly as (
    select
        as_of,
        target_start,
        sum(won_amount) over next_months as won_amount,
        count(*) over next_months as month_count
    from monthly
    window next_months as (
        partition by as_of order by target_start
        rows between current row and 2 following
    )
),

final as (
    select as_of, 'month' as target_grain, target_start, won_amount
    from monthly
    union all
    select as_of, 'quarter', target_start, won_amount
    from quarterly
    where month_count = 3
)

select * from final
