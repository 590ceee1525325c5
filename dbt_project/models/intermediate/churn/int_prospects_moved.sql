with

spans as (
    select * from {{ ref('int_prospects_followed') }}
    where is_on_list
),

movements as (
    select * from {{ ref('movements') }}
),

ins as (
    select
        spans.*,
        spans.previous_territory_id as other_territory_id,
        1 as direction,
        case
            when spans.previous_territory_id = spans.territory_id then 'reassigned'
            when spans.previous_territory_id is not null then 'exchange_in'
            when movements.movement_type is not null then movements.movement_type
            when spans.was_ever_on_list then 'replenishment'
            else 'new_prospect'
        end as movement_type,
        spans.valid_from as moved_on
    from spans
    left join movements
        on spans.entry_kind = movements.movement_type and movements.is_replacement
    where not spans.is_in_first_export
),

outs as (
    select
        spans.*,
        spans.next_territory_id as other_territory_id,
        -1 as direction,
        case
            when spans.next_territory_id = spans.territory_id then 'reassigned'
            when spans.next_territory_id is not null then 'exchange_out'
            when spans.next_status is null then 'unexplained'
            else movements.movement_type
        end as movement_type,
        spans.valid_to as moved_on
    from spans
    left join movements on spans.next_status = movements.status
    where spans.valid_to is not null
),

unioned as (
    select * from ins
    union all
    select * from outs
),

final as (
    select
        prospect_id,
        territory_id,
        nullif(other_territory_id, territory_id) as other_territory_id,
        rep_id,
        team,
        name,
        segment,
        industry,
        declared_grade,
        movement_type,
        direction,
        moved_on
    from unioned
)

select * from final
