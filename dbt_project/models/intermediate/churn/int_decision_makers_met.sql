{{ config(materialized='view') }}
with

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

unioned as (
    select * from visited
    union all
    select * from attended
),

final as (
    select prospect_id, min(met_on) as met_on
    from unioned
    group by prospect_id
)

select * from final
