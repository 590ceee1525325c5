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

reached as (
    select
        prospects.prospect_id,
        min_by(
            {
                'territory_id': prospects.territory_id,
                'rep_id': prospects.rep_id,
                'team': prospects.team,
                'segment': prospects.segment,
                'industry': prospects.industry,
                'declared_grade': prospects.declared_grade
            },
            prospects.valid_from
        ) as first_known,
        min(prospects.valid_from) as first_seen_on,
        min(prospects.valid_from) filter (
            where prospects.is_on_list and grades.grade is not null
        ) as reached_on,
        min(prospects.valid_from) filter (where prospects.status = 'won') as won_on
    from prospects
    left join grades on prospects.declared_grade = grades.grade
    group by prospects.prospect_id
),

final as (
    select
        reached.prospect_id,
        reached.first_known.territory_id,
        reached.first_known.rep_id,
        reached.first_known.team,
        reached.first_known.segment,
        reached.first_known.industry,
        reached.first_known.declared_grade,
        reached.first_seen_on,
        reached.reached_on,
        met.met_on,
        reached.won_on
    from reached
    left join met on reached.prospect_id = met.prospect_id
)

select * from final
