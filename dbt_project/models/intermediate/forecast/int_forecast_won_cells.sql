with

wins as (
    select * from {{ ref('int_forecast_wins') }}
),

dates as (
    select * from {{ ref('int_forecast_dates') }}
),

horizons as (
    select * from {{ ref('int_forecast_horizons') }}
),

pictures as (
    {{ forecast_pictures(of_projects='wins') }}
),

looked_back as (
    select
        wins.*,
        horizons.horizon,
        cast(wins.won_month - to_months(horizons.horizon - 1) as date) as as_of
    from wins
    cross join horizons
),

placed as (
    select
        looked_back.as_of,
        looked_back.horizon,
        looked_back.won_month,
        looked_back.known_month,
        looked_back.forgotten_month,
        coalesce(pictures.grade, 'new') as grade,
        coalesce(pictures.amount_basis, 'new') as amount_basis,
        pictures.age_months,
        pictures.age_band,
        pictures.grade_band,
        pictures.is_zombie,
        count(*) as won_count,
        {{ sum_of_amounts('looked_back.won_amount') }} as won_amount,
        {{ sum_of_products('looked_back.won_amount', 'looked_back.won_amount') }}
            as squared_amount,
        {{ sum_of_amounts('pictures.open_amount') }} as open_amount,
        {{ sum_of_products('pictures.open_amount', 'pictures.open_amount') }}
            as squared_open_amount,
        {{ sum_of_products('pictures.open_amount', 'looked_back.won_amount') }}
            as crossed_amount
    from looked_back
    left join pictures
        on
            looked_back.as_of = pictures.as_of
            and looked_back.project_id = pictures.project_id
    group by all
),

stepped as (
    {% for step in ['full', 'pooled'] %}
    {{ 'union all' if not loop.first }}
    select
        * replace (case when '{{ step }}' = 'pooled' then age_months end as age_months),
        '{{ step }}' as step,
        case when grade = 'new' then 'new' else {{ forecast_state(step) }} end as state
    from placed
    {% endfor %}
),

final as (
    select
        as_of,
        step,
        state,
        grade,
        age_months,
        amount_basis,
        horizon,
        won_month,
        known_month,
        forgotten_month,
        cast(sum(won_count) as bigint) as won_count,
        {{ sum_of_amounts('won_amount') }} as won_amount,
        {{ stable_sum('squared_amount') }} as squared_amount,
        {{ sum_of_amounts('open_amount') }} as open_amount,
        {{ stable_sum('squared_open_amount') }} as squared_open_amount,
        {{ stable_sum('crossed_amount') }} as crossed_amount
    from stepped
    group by all
)

select * from final
