{{ config(materialized='view') }}

with

steps as (
    select * from {{ ref('int_forecast_steps') }}
    where step <> 'none'
),

cells as (
    select
        cells.as_of,
        cells.grade,
        sum(cells.project_count) as project_count,
        {{ stable_sum(
            "cells.open_amount * case cells.amount_basis when 'mean' then amount_factors.mean_amount else 1 end"
        ) }} as open_amount
    from {{ ref('int_forecast_cells') }} as cells
    inner join {{ ref('int_forecast_amount_factors') }} as amount_factors
        on
            cells.as_of = amount_factors.as_of
            and cells.amount_basis = amount_factors.amount_basis
    where cells.step = 'full'
    group by cells.as_of, cells.grade
),

dates as (
    select * from {{ ref('int_forecast_dates') }}
),

closed as (
    select * from {{ ref('int_forecast_closings') }}
),

win_rates as (
    select
        dates.as_of,
        count(*) filter (where closed.outcome = 'won') / count(*) as win_rate,
        greatest(
            1,
            ceil(
                avg(closed.closed_on - closed.opened_on)
                filter (where closed.outcome = 'won') / (365.25 / 12)
            )
        ) as cycle_months
    from dates
    inner join closed
        on
            {{ is_known('dates', 'closed') }}
            and dates.opening_month
            <= closed.closed_on + to_months({{ var('forecast_year_months') }})
    group by dates.as_of
    having count(*) filter (where closed.outcome = 'won') > 0
),

grades as (
    select
        grade,
        coalesce(
            lag(sign_within_months) over (order by sign_within_months nulls last), 0
        ) as after_months,
        sign_within_months
    from {{ ref('grades') }}
),

horizons as (
    select * from {{ ref('int_forecast_horizons') }}
),

graded as (
    select as_of, bool_or(grade <> 'ungraded') as is_graded
    from cells
    group by as_of
),

weighted as (
    select
        cells.as_of,
        'win_rate' as method,
        cells.grade,
        horizons.horizon,
        win_rates.win_rate / win_rates.cycle_months
        * (horizons.horizon <= win_rates.cycle_months)::integer as share,
        cells.project_count,
        cells.open_amount
    from cells
    inner join win_rates on cells.as_of = win_rates.as_of
    cross join horizons
),

promised as (
    select
        cells.as_of,
        'grade_promise' as method,
        cells.grade,
        horizons.horizon,
        coalesce(
            (
                horizons.horizon > grades.after_months
                and horizons.horizon <= grades.sign_within_months
            )::integer / (grades.sign_within_months - grades.after_months),
            0
        ) as share,
        cells.project_count,
        cells.open_amount
    from cells
    inner join graded on cells.as_of = graded.as_of and graded.is_graded
    cross join horizons
    left join grades on cells.grade = grades.grade
),

final as (
    select
        as_of,
        method,
        grade,
        horizon,
        share * project_count as won_count,
        share * open_amount as won_amount
    from (from weighted union all by name from promised)
    where as_of in (select as_of from steps)
)

select * from final
