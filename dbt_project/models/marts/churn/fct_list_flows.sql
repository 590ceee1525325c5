with

movements as (
    select * from {{ ref('int_prospects_moved') }}
),

-- Where only another attribute changed, what left one kind came to the same kind.
final as (
    select
        moved_on,
        territory_id,
        rep_id,
        team,
        segment,
        industry,
        declared_grade,
        movement_type,
        cast(sum(direction) as bigint) as change_count
    from movements
    group by
        moved_on, territory_id, rep_id, team, segment, industry, declared_grade,
        movement_type
    having sum(direction) <> 0
)

select * from final
