with

prospects as (
    select * from {{ ref('int_prospects_timeline') }}
),

grades as (
    select * from {{ ref('grades') }}
    where sign_within_months is not null
),

decision_makers as (
    select contact_id, prospect_id, min(valid_from) as known_on
    from {{ ref('int_contacts_versions') }}
    where decision_role = 'decision_maker' and prospect_id is not null
    group by contact_id, prospect_id
),

visits as (
    select prospect_id, min(occurred_on) as visited_on
    from {{ ref('int_activities_versions') }}
    where type = 'visit' and prospect_id is not null
    group by prospect_id
),

-- No export says whom a visit met; of an event it says who came.
visited as (
    select
        decision_makers.prospect_id,
        greatest(min(decision_makers.known_on), min(visits.visited_on)) as met_on
    from decision_makers
    inner join visits on decision_makers.prospect_id = visits.prospect_id
    group by decision_makers.prospect_id
),

attended as (
    select decision_makers.prospect_id, min(events.held_on) as met_on
    from decision_makers
    inner join {{ ref('int_event_invitations_versions') }} as invitations
        on decision_makers.contact_id = invitations.contact_id
    inner join {{ ref('int_events_versions') }} as events
        on invitations.event_id = events.event_id
    where invitations.has_attended
    group by decision_makers.prospect_id
),

meetings as (
    select * from visited
    union all
    select * from attended
),

met as (
    select prospect_id, min(met_on) as met_on
    from meetings
    group by prospect_id
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
