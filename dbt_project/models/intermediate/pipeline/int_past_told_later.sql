with

first_seen as (
    select * from {{ ref('int_projects_first_seen') }}
),

later_stages as (
    select * from {{ ref('int_project_stages_versions') }} as stages
    where {{ changed_later('stages') }}
),

prospects as (
    select * from {{ ref('dim_prospects') }}
    where first_seen_on > {{ built_until() }}
),

reps as (
    select * from {{ ref('int_reps_timeline') }}
    where rep_id in (select rep_id from first_seen)
),

-- Of a prospect or a rep that is not known yet, the past shows where it is seen first.
told as (
    select project_id from first_seen
    semi join later_stages using (project_id)
    union all
    select prospect_id from first_seen
    semi join prospects using (prospect_id)
    union all
    select rep_id from reps
    where team is not null
    group by rep_id
    having min(valid_from) > {{ built_until() }}
),

final as (
    select
        count(*) > 0 as is_told_anew,
        case when is_told_anew then date '0001-01-01' else {{ built_until() }} end
            as told_after
    from told
)

select * from final
