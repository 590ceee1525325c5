with

dates as (
    select as_of, opening_month from {{ ref('dim_forecast_dates') }}
),

windows as (
    select * from {{ ref('int_forecast_windows') }}
    where as_of = (select max(as_of) from {{ ref('int_forecast_dates') }})
),

results as (
    select * from {{ ref('int_forecast_known_results') }}
),

grades as (
    select grade from {{ ref('grades') }}
    union all
    select unnest(['ungraded', 'new'])
),

monthly as (
    select
        dates.as_of,
        grades.grade,
        windows.target_month,
        windows.horizon,
        coalesce(results.won_count, 0) as won_count,
        coalesce(results.won_amount, 0) as won_amount
    from dates
    inner join windows on dates.opening_month = windows.snapshot_as_of
    cross join grades
    left join results
        on
            windows.as_of = results.as_of
            and windows.target_month = results.target_month
            and windows.horizon = results.horizon
            and grades.grade = results.grade
),

periods as (
    select *, 'month' as target_grain, horizon as period, 1 as needed_months
    from monthly
    union all
    select *, 'quarter', (horizon + 2) // 3, 3
    from monthly
),

final as (
    select
        as_of,
        case when grouping(grade) = 1 then 'total' else grade end as grade,
        target_grain,
        min(target_month) as target_start,
        period as horizon,
        cast(sum(won_count) as bigint) as won_count,
        cast({{ stable_sum('won_amount') }} as decimal(38, 2)) as won_amount
    from periods
    group by
        grouping sets (
            (as_of, target_grain, period, needed_months, grade),
            (as_of, target_grain, period, needed_months)
        )
    having count(distinct target_month) = needed_months
)

select * from final
