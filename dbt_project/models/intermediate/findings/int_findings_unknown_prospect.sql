with

projects as (
    select * from {{ ref('int_projects_versions') }}
    where valid_to is null
),

prospects as not materialized (
    select prospect_id from {{ ref('int_prospects_versions') }}
),

final as (
    select
        'unknown_prospect' as finding,
        'projects' as entity,
        projects.source,
        projects.project_id as record_id,
        'prospect_id' as field,
        projects.prospect_id as value,
        projects.valid_from as exported_on
    from projects
    anti join prospects on projects.prospect_id = prospects.prospect_id
    where projects.prospect_id is not null and exists (select * from prospects)
)

select * from final
