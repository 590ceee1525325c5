with

activities as (
    select distinct prospect_id, occurred_on
    from {{ ref('int_activities_versions') }}
    where
        valid_to is null
        and prospect_id is not null
),

as_of_dates as (
    select as_of from {{ ref('int_as_of_dates') }}
    where not is_reconstructed
),

days as (
    select distinct occurred_on from activities
),

days_shown as (
    select days.occurred_on, min(as_of_dates.as_of) as shown_from
    from days
    inner join as_of_dates on days.occurred_on <= as_of_dates.as_of
    group by days.occurred_on
),

last_activities as (
    select
        activities.prospect_id,
        days_shown.shown_from,
        max(activities.occurred_on) as last_activity_on
    from activities
    inner join days_shown on activities.occurred_on = days_shown.occurred_on
    group by activities.prospect_id, days_shown.shown_from
),

first_activities as (
    select prospect_id, min(shown_from) as shown_from
    from last_activities
    group by prospect_id
),

with_days_before as (
    select prospect_id, shown_from, last_activity_on from last_activities
    union all
    select prospect_id, date '0001-01-01', null from first_activities
),

final as (
    select
        prospect_id,
        last_activity_on,
        shown_from as valid_from,
        lead(shown_from) over (
            partition by prospect_id order by shown_from
        ) as valid_to
    from with_days_before
)

select * from final
