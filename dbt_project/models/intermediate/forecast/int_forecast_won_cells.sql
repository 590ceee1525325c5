with

wins as (
    select
        project_id,
        closed_month as won_month,
        amount as won_amount,
        known_month,
        forgotten_month
    from {{ ref('int_forecast_closings') }}
    where outcome = 'won'
),

dates as (
    select * from {{ ref('int_forecast_dates') }}
),

horizons as (
    select * from {{ ref('int_forecast_horizons') }}
),

snapshots as (
    {{ forecast_snapshots(of_projects='wins') }}
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
        coalesce(snapshots.grade, 'new') as grade,
        coalesce(snapshots.amount_basis, 'new') as amount_basis,
        snapshots.age_months,
        snapshots.age_band,
        snapshots.grade_band,
        snapshots.is_stalled,
        count(*) as won_count,
        {{ sum_of_amounts('looked_back.won_amount') }} as won_amount,
        {{ sum_of_products('looked_back.won_amount', 'looked_back.won_amount') }}
            as squared_amount,
        {{ sum_of_amounts('snapshots.open_amount') }} as open_amount,
        {{ sum_of_products('snapshots.open_amount', 'snapshots.open_amount') }}
            as squared_open_amount,
        {{ sum_of_products('snapshots.open_amount', 'looked_back.won_amount') }}
            as crossed_amount
    from looked_back
    left join snapshots
        on
            looked_back.as_of = snapshots.as_of
            and looked_back.project_id = snapshots.project_id
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
