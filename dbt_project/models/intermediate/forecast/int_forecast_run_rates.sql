with

steps as (
    select * from {{ ref('int_forecast_steps') }}
    where step <> 'none'
),

windows as (
    select * from {{ ref('int_forecast_windows') }}
    where months_ago <= {{ var('forecast_year_months') }}
),

results as (
    select * from {{ ref('int_forecast_known_results') }}
),

methods as (
    select * from (
        values
        ('run_rate_3', 3, false),
        ('run_rate_12', {{ var('forecast_year_months') }}, false),
        ('seasonal_run_rate', {{ var('forecast_year_months') }}, true)
    ) as listed (method, month_count, is_seasonal)
),

grades as (
    select distinct grade from results
),

looked_at as (
    select
        windows.as_of,
        methods.method,
        windows.horizon,
        windows.target_month,
        steps.remaining_share,
        {{ quarter_month('windows.target_month') }} = {{ quarter_month(
            'steps.opening_month + to_months(windows.horizon - 1)'
        ) }} as is_same_place,
        methods.is_seasonal
    from steps
    inner join windows on steps.as_of = windows.as_of
    cross join methods
    where windows.months_ago <= methods.month_count
),

-- Before the first such month has passed, all months stand in for it.
chosen as (
    select *
    from looked_at
    qualify
        not is_seasonal
        or is_same_place
        or not bool_or(is_same_place) over (partition by as_of, method, horizon)
),

final as (
    select
        chosen.as_of,
        chosen.method,
        grades.grade,
        chosen.horizon,
        avg(coalesce(results.won_count, 0))
        * case when chosen.horizon = 1 then any_value(chosen.remaining_share) else 1 end
            as won_count,
        greatest(
            {{ stable_sum('coalesce(results.won_amount, 0)') }} / count(*), 0
        )
        * case when chosen.horizon = 1 then any_value(chosen.remaining_share) else 1 end
            as won_amount
    from chosen
    cross join grades
    left join results
        on
            chosen.as_of = results.as_of
            and chosen.horizon = results.horizon
            and chosen.target_month = results.target_month
            and grades.grade = results.grade
    group by chosen.as_of, chosen.method, grades.grade, chosen.horizon
)

select * from final
