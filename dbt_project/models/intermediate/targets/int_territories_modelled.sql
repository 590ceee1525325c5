{{ config(materialized='view') }}

with

projects as (
    select * from {{ ref('int_forecast_open_projects') }}
),

placed as (
    select as_of, project_id, territory_id from {{ ref('int_projects_owned') }}
),

probabilities as (
    select * from {{ ref('int_forecast_probabilities') }}
),

-- A territory's projects in one state share their chances: few rows meet the months.
states as (
    select
        projects.as_of,
        coalesce(placed.territory_id, 'unassigned') as territory_id,
        projects.grade,
        projects.state,
        {{ stable_sum('projects.final_amount') }} as final_amount
    from projects
    left join placed
        on projects.as_of = placed.as_of and projects.project_id = placed.project_id
    group by all
),

final as (
    select
        states.as_of,
        states.territory_id,
        states.grade,
        probabilities.horizon,
        {{ stable_sum('states.final_amount * probabilities.probability') }} as expected_amount
    from states
    inner join probabilities
        on
            states.as_of = probabilities.as_of
            and states.state = probabilities.state
    group by all
)

select * from final
