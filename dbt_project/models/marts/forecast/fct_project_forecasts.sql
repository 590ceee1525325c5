{{ config(materialized='view') }}

with

projects as (
    select * from {{ ref('int_forecast_open_projects') }}
),

probabilities as (
    select * from {{ ref('int_forecast_probabilities') }}
    where as_of = (select max(as_of) from {{ ref('int_forecast_dates') }})
),

final as (
    select
        projects.as_of,
        projects.project_id,
        projects.state,
        probabilities.target_start,
        probabilities.horizon,
        probabilities.similar_count,
        cast(probabilities.similar_won_count as double) as similar_won_count,
        probabilities.probability,
        probabilities.probability * projects.final_amount as expected_amount
    from projects
    inner join probabilities on projects.state = probabilities.state
)

select * from final
