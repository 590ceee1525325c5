with

projects as (
    select * from {{ ref('int_projects_versions') }}
),

as_of_dates as (
    select max(as_of) as newest_on from {{ ref('int_as_of_dates') }}
),

changed as (
    select distinct project_id from projects
    where {{ changed_later('projects') }}
),

-- A signature may be told of, moved or taken back long after its day.
told as (
    select min(coalesce(projects.closed_on, projects.valid_from)) as first_signed_on
    from projects
    inner join changed on projects.project_id = changed.project_id
    where projects.outcome = 'won'
),

final as (
    select
        least({{ built_until() }} + 1, told.first_signed_on) as first_due_on,
        as_of_dates.newest_on as last_due_on
    from as_of_dates
    cross join told
)

select * from final
