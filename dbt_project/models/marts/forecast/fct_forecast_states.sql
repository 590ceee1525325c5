with

probabilities as (
    select * from {{ ref('int_forecast_probabilities') }}
    where as_of = (select max(as_of) from {{ ref('int_forecast_dates') }})
),

states as (
    select * from {{ ref('int_forecast_states') }}
),

cells as (
    select as_of, step, state, cast(sum(project_count) as bigint) as project_count
    from {{ ref('int_forecast_cells') }}
    group by as_of, step, state
),

final as (
    select
        probabilities.as_of,
        probabilities.state,
        probabilities.horizon,
        probabilities.target_start,
        states.grade,
        states.age_band as age_months,
        nullif(states.grade_band, '') as grade_months,
        cells.project_count,
        probabilities.similar_count,
        cast(probabilities.similar_won_count as double) as similar_won_count,
        probabilities.overall_rate,
        probabilities.grade_rate,
        probabilities.grade_age_rate,
        probabilities.state_rate,
        probabilities.quarter_factor,
        probabilities.probability,
        states.is_stalled
    from probabilities
    inner join states
        on
            probabilities.step = states.step
            and probabilities.state = states.state
    inner join cells
        on
            probabilities.as_of = cells.as_of
            and probabilities.step = cells.step
            and probabilities.state = cells.state
)

select * from final
