with

not_offered as (
    select * from {{ ref('product_fit') }}
    where not is_offered
),

projects as (
    select * from {{ ref('int_projects_timeline') }}
    where
        outcome in ('open', 'won')
        and not is_reconstructed
        and product_line in (select product_line from not_offered)
),

prospects as (
    select * from {{ ref('int_prospects_timeline') }} as prospects
),

final as (
    select
        projects.project_id,
        projects.prospect_id,
        coalesce(prospects.name, projects.prospect_id) as prospect_name,
        prospects.territory_id,
        prospects.rep_id,
        prospects.team,
        prospects.segment,
        prospects.industry,
        prospects.declared_grade,
        projects.product_line,
        projects.product,
        projects.outcome,
        projects.amount,
        projects.opened_on,
        greatest(projects.valid_from, prospects.valid_from) as valid_from,
        least(projects.valid_to, prospects.valid_to) as valid_to
    from projects
    inner join prospects
        on
            projects.prospect_id = prospects.prospect_id
            and {{ spans_meet('projects', 'prospects') }}
    inner join not_offered
        on
            prospects.segment = not_offered.segment
            and projects.product_line = not_offered.product_line
)

select * from final
