{{ config(materialized='view') }}

with

steps as (
    select as_of from {{ ref('int_forecast_steps') }}
    where step = 'full'
),

states as (
    select * from {{ ref('int_forecast_states') }}
    where step = 'full'
),

horizons as (
    select * from {{ ref('int_forecast_horizons') }}
),

history as (
    select * from {{ ref('int_forecast_history') }}
    where step = 'full'
),

-- The full grid: a state never seen has a probability too.
counted as (
    select
        steps.as_of,
        states.state,
        states.grade,
        states.age_band,
        states.is_stalled,
        horizons.horizon,
        coalesce(history.similar_count, 0) as similar_count,
        coalesce(history.similar_won_count, 0) as similar_won_count
    from steps
    cross join states
    cross join horizons
    left join history
        on
            steps.as_of = history.as_of
            and states.state = history.state
            and horizons.horizon = history.horizon
),

summed as (
    select
        *,
        {{ stable_sum('similar_count') }} over overall as overall_count,
        {{ stable_sum('similar_won_count') }} over overall as overall_won_count,
        {{ stable_sum('similar_count') }} over by_grade as grade_count,
        {{ stable_sum('similar_won_count') }} over by_grade as grade_won_count,
        {{ stable_sum('similar_count') }} over by_grade_age as grade_age_count,
        {{ stable_sum('similar_won_count') }} over by_grade_age as grade_age_won_count
    from counted
    window
        overall as (partition by as_of, is_stalled, horizon),
        by_grade as (partition by as_of, is_stalled, horizon, grade),
        by_grade_age as (partition by as_of, is_stalled, horizon, grade, age_band)
),

-- No stalled project has been won by definition: its rate is drawn towards nothing.
overall as (
    select
        *,
        overall_won_count / nullif(
            overall_count
            + case when is_stalled then {{ var('forecast_prior_weight') }} else 0 end,
            0
        ) as rate_of_horizon
    from summed
),

final as (
    select
        as_of,
        state,
        grade,
        horizon,
        is_stalled,
        similar_count,
        similar_won_count,
        coalesce(
            last_value(rate_of_horizon ignore nulls) over (
                partition by as_of, state order by horizon
            ),
            0
        ) as overall_rate,
        {{ shrunk('grade_won_count', 'grade_count', 'overall_rate') }} as grade_rate,
        {{ shrunk('grade_age_won_count', 'grade_age_count', 'grade_rate') }}
            as grade_age_rate,
        {{ shrunk('similar_won_count', 'similar_count', 'grade_age_rate') }}
            as state_rate
    from overall
)

select * from final
