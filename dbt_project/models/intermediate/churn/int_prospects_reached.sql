with

prospects as (
    select * from {{ ref('int_prospects_timeline') }}
),

grades as (
    select * from {{ ref('grades') }}
    where sign_within_months is not null
),

met as (
    select * from {{ ref('int_decision_makers_met') }}
),

final as (
    select
        prospects.prospect_id,
        min_by(prospects.territory_id, prospects.valid_from) as territory_id,
        min_by(prospects.rep_id, prospects.valid_from) as rep_id,
        min_by(prospects.team, prospects.valid_from) as team,
        min_by(prospects.segment, prospects.valid_from) as segment,
        min_by(prospects.industry, prospects.valid_from) as industry,
        min_by(prospects.declared_grade, prospects.valid_from) as declared_grade,
        min(prospects.valid_from) as first_seen_on,
        min(prospects.valid_from) filter (
            where prospects.is_on_list and grades.grade is not null
        ) as reached_on,
        any_value(met.met_on) as met_on,
        min(prospects.valid_from) filter (where prospects.status = 'won') as won_on
    from prospects
    left join grades on prospects.declared_grade = grades.grade
    left join met on prospects.prospect_id = met.prospect_id
    group by prospects.prospect_id
)

select * from final
