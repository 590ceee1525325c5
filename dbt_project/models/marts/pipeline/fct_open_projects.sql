with

projects as (
    select * from {{ ref('int_projects_placed') }}
),

prospects as (
    select * from {{ ref('dim_prospects') }}
),

touches as (
    select * from {{ ref('int_prospects_touched') }}
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
        touches.last_touched_on,
        if(
            grades.prospect_id is null,
            null,
            coalesce(grades.evidence_grade, 'unproven')
        ) as evidence_grade,
        grades.missing_evidence
    from projects
    left join prospects on projects.prospect_id = prospects.prospect_id
    left join touches
        on
            projects.prospect_id = touches.prospect_id
            and {{ is_valid_on('touches', 'projects.as_of') }}
    left join grades
        on
            projects.prospect_id = grades.prospect_id
            and {{ is_valid_on('grades', 'projects.as_of') }}
)

select * from final
