with

wins as (
    select * from {{ ref('int_forecast_wins') }}
),

horizons as (
    select * from {{ ref('int_forecast_horizons') }}
),

pictures as (
    select * from {{ ref('int_forecast_pictures') }}
),

looked_back as (
    select
        wins.*,
        horizons.horizon,
        cast(wins.won_month - to_months(horizons.horizon - 1) as date) as as_of
    from wins
    cross join horizons
),

-- The pictures are many, the wins few: they meet before anything else is joined.
met as (
    select pictures.*
    from pictures
    semi join looked_back
        on
            pictures.as_of = looked_back.as_of
            and pictures.project_id = looked_back.project_id
),

placed as (
    select
        looked_back.as_of,
        looked_back.horizon,
        looked_back.won_month,
        looked_back.known_month,
        looked_back.forgotten_month,
        looked_back.won_amount,
        met.open_amount,
        met.age_months,
        met.age_band,
        met.grade_band,
        met.is_zombie,
        coalesce(met.grade, 'new') as grade,
        coalesce(met.amount_basis, 'new') as amount_basis
    from looked_back
    left join met
        on
            looked_back.as_of = met.as_of
            and looked_back.project_id = met.project_id
),

stepped as (
    {% for step in ['full', 'pooled'] %}
    {{ 'union all' if not loop.first }}
    select
        *,
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
        case when step = 'pooled' then age_months end as age_months,
        amount_basis,
        horizon,
        won_month,
        known_month,
        forgotten_month,
        count(*) as won_count,
        cast(sum(won_amount) as double) as won_amount,
        cast(sum(won_amount * won_amount) as double) as squared_amount,
        sum(open_amount) as open_amount,
        sum(open_amount * open_amount) as squared_open_amount,
        sum(open_amount * cast(won_amount as double)) as crossed_amount
    from stepped
    group by all
)

select * from final
