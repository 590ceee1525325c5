with

territories as (
    {{ attribute_spans('territories', 'territory_id', 'rep_id') }}
),

reps as (
    select * from {{ ref('int_reps_timeline') }}
),

final as (
    select
        territories.territory_id,
        territories.rep_id,
        reps.team,
        greatest(territories.valid_from, reps.valid_from) as valid_from,
        least(territories.valid_to, reps.valid_to) as valid_to
    from territories
    left join reps
        on
            territories.rep_id = reps.rep_id
            and {{ spans_meet('territories', 'reps') }}
)

select * from final
