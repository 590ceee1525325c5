with

movements as (
    select * from {{ ref('int_prospects_moved') }}
    where movement_type <> 'reassigned'
),

final as (
    select
        prospect_id,
        territory_id,
        other_territory_id,
        rep_id,
        team,
        name,
        segment,
        industry,
        declared_grade,
        movement_type,
        direction,
        moved_on
    from movements
)

select * from final
