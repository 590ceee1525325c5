with

steps as (
    select * from {{ ref('int_forecast_steps') }}
),

months as (
    select * from {{ ref('int_forecast_months') }}
),

signed as (
    select * from {{ ref('int_forecast_signed') }}
),

grades as (
    select grade from {{ ref('grades') }}
    union all
    select unnest(['ungraded', 'new'])
),

horizons as (
    select * from {{ ref('int_forecast_horizons') }}
),

methods as (
    select distinct as_of, method from months
),

-- Every grade has a row, be it of nothing; what the month that has begun already
-- brought is in no project's hands any more.
filled as (
    select
        methods.as_of,
        methods.method,
        grades.grade,
        horizons.horizon,
        coalesce(months.won_count, 0)
        + case when grades.grade = 'new' and horizons.horizon = 1
            then coalesce(signed.signed_count, 0) else 0
        end as won_count,
        coalesce(months.won_amount, 0)
        + case when grades.grade = 'new' and horizons.horizon = 1
            then coalesce(signed.signed_amount, 0) else 0
        end as won_amount,
        coalesce(months.variance, 0) as variance
    from methods
    cross join grades
    cross join horizons
    left join months
        on
            methods.as_of = months.as_of
            and methods.method = months.method
            and grades.grade = months.grade
            and horizons.horizon = months.horizon
    left join signed on methods.as_of = signed.as_of
),

periods as (
    select *, 'month' as target_grain, horizon as period from filled
    union all
    select *, 'quarter', (horizon + 2) // 3 from filled
),

final as (
    select
        periods.as_of,
        periods.method,
        case when grouping(periods.grade) = 1 then 'total' else periods.grade end
            as grade,
        periods.target_grain,
        cast(
            steps.opening_month + to_months(min(periods.horizon) - 1) as date
        ) as target_start,
        periods.period as horizon,
        {{ stable_sum('periods.won_count') }} as won_count,
        {{ stable_sum('periods.won_amount') }} as won_amount,
        {{ stable_sum('periods.variance') }} as variance
    from periods
    inner join steps on periods.as_of = steps.as_of
    group by
        grouping sets (
            (
                periods.as_of, steps.opening_month, periods.method,
                periods.target_grain, periods.period, periods.grade
            ),
            (
                periods.as_of, steps.opening_month, periods.method,
                periods.target_grain, periods.period
            )
        )
)

select * from final
