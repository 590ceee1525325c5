with

movements as (
    select
        list_movements.*,
        kinds.is_to_be_replaced,
        kinds.is_replacement
    from {{ ref('fct_list_movements') }} as list_movements
    inner join {{ ref('movements') }} as kinds
        on list_movements.movement_type = kinds.movement_type
    where (kinds.is_to_be_replaced or kinds.is_replacement)
),

-- On one day departures precede entries: a slot can be filled the day it opens.
counted as (
    select
        *,
        count(*) filter (where is_to_be_replaced) over in_turn as left_count,
        count(*) filter (where is_replacement) over in_turn as came_count
    from movements
    window in_turn as (
        partition by territory_id
        order by moved_on, direction, prospect_id
        rows unbounded preceding
    )
),

-- A prospect that comes while no slot is open fills none, now or later.
filling as (
    select
        *,
        greatest(
            0,
            max(came_count - left_count) over (
                partition by territory_id
                order by moved_on, direction, prospect_id
                rows unbounded preceding
            )
        ) as surplus_count
    from counted
),

replacements as (
    select
        territory_id,
        came_count - surplus_count as place_number,
        prospect_id,
        moved_on
    from filling
    where is_replacement
    qualify
        surplus_count = lag(surplus_count, 1, 0) over (
            partition by territory_id order by moved_on, prospect_id
        )
),

final as (
    select
        filling.territory_id,
        filling.prospect_id,
        replacements.prospect_id as replacing_prospect_id,
        filling.rep_id,
        filling.team,
        filling.segment,
        filling.industry,
        filling.declared_grade,
        filling.movement_type,
        datediff('day', filling.moved_on, replacements.moved_on)
            as days_to_replacement,
        filling.moved_on as left_on,
        replacements.moved_on as replaced_on
    from filling
    left join replacements
        on
            filling.territory_id = replacements.territory_id
            and filling.left_count = replacements.place_number
    where filling.is_to_be_replaced
)

select * from final
