with

newest_date as (
    select max(as_of) as as_of from {{ ref('int_as_of_dates') }}
),

final as (
    select
        'closed_in_future' as finding,
        'projects' as entity,
        projects.source,
        projects.project_id as record_id,
        'closed_on' as field,
        cast(projects.closed_on as varchar) as value,
        projects.valid_from as exported_on
    from {{ ref('int_projects_versions') }} as projects
    inner join newest_date on projects.closed_on > newest_date.as_of
    where projects.valid_to is null and projects.outcome <> 'open'
)

select * from final
