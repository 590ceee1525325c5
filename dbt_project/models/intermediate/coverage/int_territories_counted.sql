with

as_of_dates as (
    select as_of from {{ ref('int_as_of_dates') }}
    where not is_reconstructed
),

prospects as (
    select * from {{ ref('int_prospects_cadence') }}
),

reps as (
    {{ current_versions('reps', 'rep_id') }}
),

inactive_reps as (
    select as_of_dates.as_of, reps.rep_id
    from reps
    inner join as_of_dates
        on
            {{ is_valid_on('reps', 'as_of_dates.as_of') }}
    where not reps.is_active
),

dated as (
    select as_of_dates.as_of, prospects.*
    from as_of_dates
    inner join prospects
        on
            {{ is_valid_on('prospects', 'as_of_dates.as_of') }}
),

final as (
    select
        dated.territory_id,
        dated.as_of,
        count(*) as prospect_count,
        {% for grade in counted_grades() %}
        count(*) filter (where dated.declared_grade = '{{ grade }}')
            as {{ grade | lower }}_count,
        {% endfor %}
        count(*) filter (where dated.as_of <= dated.due_on) as touched_count,
        count(*) filter (where dated.as_of > dated.due_on) as overdue_count,
        count(*) filter (
            where 'unassigned' in (dated.rep_id, dated.territory_id)
        ) as orphan_count,
        count(inactive_reps.rep_id) as inactive_rep_count,
        count(*) filter (where dated.is_in_target_market) as in_target_market_count,
        count(dated.is_in_target_market) as classified_count,
        count(*) filter (where dated.rep_id <> 'unassigned') as owned_count
    from dated
    left join inactive_reps
        on dated.as_of = inactive_reps.as_of and dated.rep_id = inactive_reps.rep_id
    group by dated.territory_id, dated.as_of
)

select * from final
