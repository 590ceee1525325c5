{{ config(materialized='view') }}

with

projects as (
    select * from {{ ref('int_projects_timeline') }}
    where outcome = 'open'
),

first_exports as (
    select source, min(exported_on) as first_exported_on
    from {{ ref('int_batches_ordered') }}
    where entity = 'projects'
    group by source
),

-- At a month's opening, what is opened or closed that day has not happened yet.
final as (
    select
        projects.project_id,
        projects.prospect_id,
        projects.product,
        projects.amount,
        projects.is_reconstructed,
        projects.opened_on,
        case when projects.is_reconstructed then projects.valid_from + 1
            else projects.valid_from
        end as valid_from,
        case
            when
                projects.is_reconstructed
                and projects.valid_to < first_exports.first_exported_on
                then projects.valid_to + 1
            else coalesce(projects.valid_to, date '9999-12-31')
        end as valid_to
    from projects
    inner join first_exports on projects.source = first_exports.source
)

select * from final
where valid_from < valid_to
