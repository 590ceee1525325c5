with

versions as not materialized (
    {{ current_versions('projects', 'project_id') }}
),

prospects as not materialized (
    select * from {{ ref('int_prospects_timeline') }}
),

projects as (
    select
        prospect_id,
        outcome,
        closed_on,
        min(valid_from) filter (where outcome = 'won') over (partition by project_id)
            as first_won_on,
        row_number() over (partition by project_id order by valid_from desc)
            as versions_back
    from versions
    where project_id in (select project_id from versions where outcome = 'won')
),

statuses as (
    select
        prospect_id,
        status,
        valid_from,
        lag(status) over (partition by prospect_id order by valid_from)
            as previous_status
    from prospects
    where prospect_id in (select prospect_id from prospects where status = 'won')
),

final as (
    select prospect_id, coalesce(closed_on, first_won_on) as signed_on
    from projects
    where versions_back = 1 and outcome = 'won' and prospect_id is not null
    union
    select prospect_id, valid_from
    from statuses
    where status = 'won' and previous_status is distinct from 'won'
)

select * from final
