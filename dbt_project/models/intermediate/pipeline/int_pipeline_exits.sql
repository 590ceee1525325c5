{{ config(materialized='view') }}

with

steps as (
    select as_of, project_id, was_reconstructed
    from {{ ref('int_pipeline_steps') }}
    where was_open and not is_open
),

projects as not materialized (
    select * from {{ ref('int_projects_timeline') }}
),

-- Between the end of the reconstructed past and the first export nothing is shown; the
-- first export then tells how it ended.
first_shown as (
    select project_id, min_by(outcome, valid_from) as outcome
    from projects
    where
        not is_reconstructed
        and project_id in (select project_id from steps where was_reconstructed)
    group by project_id
),

final as (
    select
        steps.as_of,
        steps.project_id,
        case coalesce(
            projects.outcome, case when steps.was_reconstructed then first_shown.outcome end
        )
            when 'won' then 'won'
            when 'lost' then 'lost'
            else 'closed_out'
        end as change_type
    from steps
    left join projects
        on
            steps.project_id = projects.project_id
            and {{ is_valid_on('projects', 'steps.as_of') }}
    left join first_shown on steps.project_id = first_shown.project_id
)

select * from final
