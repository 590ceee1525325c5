{{ config(materialized='view') }}

with

steps as (
    select as_of from {{ ref('int_forecast_steps') }}
    where step = 'pooled'
),

states as (
    select * from {{ ref('int_forecast_states') }}
    where step = 'pooled'
),

history as (
    select * from {{ ref('int_forecast_history') }}
    where step = 'pooled' and horizon = 1
),

losses as (
    select * from {{ ref('int_forecast_losses') }}
),

counted as (
    select
        steps.as_of,
        states.state,
        states.age_months,
        states.age_band,
        states.is_stalled,
        coalesce(history.similar_count, 0) as similar_count,
        coalesce(history.similar_won_count, 0) as similar_won_count,
        coalesce(losses.lost_count, 0) as lost_count,
        coalesce(losses.open_count, 0) as open_count
    from steps
    cross join states
    left join history
        on steps.as_of = history.as_of and states.state = history.state
    left join losses
        on
            steps.as_of = losses.as_of
            and states.age_months = losses.age_months
            and not states.is_stalled
),

summed as (
    select
        *,
        {{ stable_sum('similar_count') }} over overall as overall_count,
        {{ stable_sum('similar_won_count') }} over overall as overall_won_count,
        {{ stable_sum('similar_count') }} over by_age as age_count,
        {{ stable_sum('similar_won_count') }} over by_age as age_won_count,
        {{ stable_sum('lost_count') }} over companywide
        / nullif({{ stable_sum('open_count') }} over companywide, 0) as overall_loss_rate,
        {{ stable_sum('lost_count') }} over by_age as age_lost_count,
        {{ stable_sum('open_count') }} over by_age as age_open_count
    from counted
    window
        companywide as (partition by as_of),
        overall as (partition by as_of, is_stalled),
        by_age as (partition by as_of, is_stalled, age_band)
),

final as (
    select
        as_of,
        state,
        age_months,
        is_stalled,
        similar_count,
        similar_won_count,
        case
            when is_stalled
                then overall_won_count
                / (overall_count + {{ var('forecast_hazard_prior_weight') }})
            else coalesce(overall_won_count / nullif(overall_count, 0), 0)
        end as overall_rate,
        {{ shrunk(
            'age_won_count', 'age_count', 'overall_rate',
            var('forecast_hazard_prior_weight')
        ) }} as age_rate,
        {{ shrunk(
            'similar_won_count', 'similar_count', 'age_rate',
            var('forecast_hazard_prior_weight')
        ) }} as win_rate,
        {{ shrunk(
            'age_lost_count', 'age_open_count', 'coalesce(overall_loss_rate, 0)',
            var('forecast_hazard_prior_weight')
        ) }} as loss_rate
    from summed
)

select * from final
