{{ config(materialized='view') }}

with

steps as (
    select as_of, project_id
    from {{ ref('int_pipeline_steps') }}
    where was_open and not is_open
),

projects as not materialized (
    select * from {{ ref('int_projects_timeline') }}
),

final as (
    select
        steps.as_of,
        steps.project_id,
        coalesce(projects.outcome, 'closed_out') as change_type
    from steps
    left join projects
        on
            steps.project_id = projects.project_id
            and {{ is_valid_on('projects', 'steps.as_of') }}
)

select * from final
