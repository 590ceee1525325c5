with

projects as (
    select * from {{ ref('int_projects_owned') }}
),

prospects as (
    select * from {{ ref('dim_prospects') }}
),

last_active as (
    select * from {{ ref('int_prospects_last_active') }}
),

grades as (
    select * from {{ ref('fct_prospect_grades') }}
),

final as (
    select
        projects.as_of,
        projects.project_id,
        projects.source,
        projects.prospect_id,
        coalesce(prospects.name, projects.prospect_id) as prospect_name,
        projects.territory_id,
        projects.rep_id,
        projects.team,
        projects.segment,
        projects.industry,
        projects.product_line,
        projects.product,
        projects.stage,
        projects.declared_grade,
        projects.amount,
        projects.is_reconstructed,
        projects.is_due,
        projects.expected_sign_on,
        projects.opened_on,
        last_active.last_activity_on,
        if(
            grades.prospect_id is null,
            null,
            coalesce(grades.evidence_grade, 'unproven')
        ) as evidence_grade,
        grades.missing_evidence
    from projects
    left join prospects on projects.prospect_id = prospects.prospect_id
    left join last_active
        on
            projects.prospect_id = last_active.prospect_id
            and {{ is_valid_on('last_active', 'projects.as_of') }}
    left join grades
        on
            projects.prospect_id = grades.prospect_id
            and {{ is_valid_on('grades', 'projects.as_of') }}
)

select * from final
