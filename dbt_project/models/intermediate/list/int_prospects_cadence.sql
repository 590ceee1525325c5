with

prospects as (
    select * from {{ ref('int_prospects_timeline') }}
    where is_on_list
),

last_active as (
    select * from {{ ref('int_prospects_last_active') }}
),

cadence as (
    select * from {{ ref('cadence') }}
),

first_listings as (
    select prospect_id, min(valid_from) as first_listed_on
    from prospects
    group by prospect_id
),

final as (
    select
        prospects.prospect_id,
        prospects.territory_id,
        prospects.rep_id,
        prospects.team,
        prospects.name,
        prospects.industry,
        prospects.city,
        prospects.segment,
        prospects.declared_grade,
        prospects.is_in_target_market,
        last_active.last_activity_on,
        coalesce(
            last_active.last_activity_on,
            prospects.created_on,
            first_listings.first_listed_on
        ) + cadence.days_to_overdue as due_on,
        greatest(prospects.valid_from, last_active.valid_from) as valid_from,
        least(prospects.valid_to, last_active.valid_to) as valid_to
    from prospects
    inner join first_listings on prospects.prospect_id = first_listings.prospect_id
    inner join cadence on prospects.declared_grade = cadence.grade
    left join last_active
        on
            prospects.prospect_id = last_active.prospect_id
            and {{ spans_meet('prospects', 'last_active') }}
)

select * from final
