{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget(is_picture_later('as_of')) }}"
) }}
-- depends_on: {{ ref('int_past_told_later') }}
with

later as (
    select as_of from {{ ref('int_forecast_dates') }}
    where {{ is_picture_later('as_of') }}
),

later_pictures as (
    {{ forecast_pictures(of_dates='later') }}
),

pictures as (
    select
        as_of,
        grade,
        age_months,
        age_band,
        grade_band,
        is_zombie,
        amount_basis,
        count(*) as project_count,
        sum(open_amount) as open_amount,
        sum(open_amount * open_amount) as squared_amount
    from later_pictures
    group by all
),

stepped as (
    {% for step in ['full', 'pooled'] %}
    {{ 'union all' if not loop.first }}
    select *, '{{ step }}' as step, {{ forecast_state(step) }} as state
    from pictures
    {% endfor %}
),

final as (
    select
        as_of,
        step,
        state,
        grade,
        case when step = 'pooled' then age_months end as age_months,
        amount_basis,
        is_zombie,
        cast(sum(project_count) as bigint) as project_count,
        sum(open_amount) as open_amount,
        sum(squared_amount) as squared_amount
    from stepped
    group by all
)

select * from final
