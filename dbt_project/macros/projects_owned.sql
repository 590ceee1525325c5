{# Projects, each as of a date, with their owners at the time: territory, rep, team, and the
   segment, industry and grade of their prospect. `projects` names a CTE or model that has a
   span of int_projects_timeline per row, and as_of. #}
{% macro projects_owned(projects) %}
with

dated as (
    select * from {{ projects }}
),

prospects as not materialized (
    select * from {{ ref('int_prospects_timeline') }}
),

reps as (
    select * from {{ ref('int_reps_timeline') }}
),

first_snapshots as (
    select
        prospect_id,
        min_by(territory_id, valid_from) as territory_id,
        min_by(rep_id, valid_from) as rep_id,
        min_by(team, valid_from) as team,
        min_by(segment, valid_from) as segment,
        min_by(industry, valid_from) as industry
    from prospects
    where prospect_id in (select prospect_id from dated where is_reconstructed)
    group by prospect_id
),

first_teams as (
    select rep_id, min_by(team, valid_from) as team
    from reps
    group by rep_id
),

final as (
    select
        dated.as_of,
        dated.project_id,
        dated.source,
        dated.prospect_id,
        coalesce(prospects.territory_id, first_snapshots.territory_id, 'unassigned')
            as territory_id,
        coalesce(dated.rep_id, prospects.rep_id, first_snapshots.rep_id, 'unassigned')
            as rep_id,
        case
            when dated.rep_id is null
                then coalesce(prospects.team, first_snapshots.team, 'unassigned')
            else coalesce(reps.team, first_teams.team, 'unassigned')
        end as team,
        coalesce(prospects.segment, first_snapshots.segment, 'unknown') as segment,
        coalesce(prospects.industry, first_snapshots.industry, 'unknown') as industry,
        coalesce(dated.product_line, 'unknown') as product_line,
        dated.product,
        dated.stage,
        coalesce(prospects.declared_grade, 'ungraded') as declared_grade,
        dated.amount,
        dated.is_reconstructed,
        coalesce(
            dated.expected_sign_on
            <= dated.as_of + to_months({{ var('pipeline_due_months') }}),
            false
        ) as is_due,
        dated.opened_on,
        dated.expected_sign_on
    from dated
    left join prospects
        on
            dated.prospect_id = prospects.prospect_id
            and {{ is_valid_on('prospects', 'dated.as_of') }}
    left join first_snapshots
        on dated.prospect_id = first_snapshots.prospect_id and dated.is_reconstructed
    left join reps
        on
            dated.rep_id = reps.rep_id
            and {{ is_valid_on('reps', 'dated.as_of') }}
    left join first_teams
        on dated.rep_id = first_teams.rep_id and dated.is_reconstructed
)

select * from final
{% endmacro %}
