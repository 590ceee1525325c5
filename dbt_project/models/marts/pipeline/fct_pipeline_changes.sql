with

changes as (
    select * from {{ ref('int_pipeline_changes') }}
),

prospects as (
    select prospect_id, name from {{ ref('dim_prospects') }}
),

legs as (
    select
        *,
        'out' as direction,
        dimensions_before as dimensions,
        grade_before as declared_grade,
        is_due_before as is_due,
        -1 as count_change,
        -amount_before as amount_change
    from changes
    where was_open and change_type not in ('amount_up', 'amount_down')
    union all
    select *, 'in', dimensions_after, grade_after, is_due_after, 1, amount_after
    from changes
    where is_open and change_type not in ('amount_up', 'amount_down')
    union all
    select
        *,
        case change_type when 'amount_up' then 'in' else 'out' end,
        dimensions_after,
        grade_after,
        is_due_after,
        0,
        amount_after - amount_before
    from changes
    where change_type in ('amount_up', 'amount_down')
),

final as (
    select
        legs.as_of,
        legs.previous_as_of,
        legs.project_id,
        legs.change_type,
        legs.direction,
        legs.prospect_id,
        coalesce(prospects.name, legs.prospect_id) as prospect_name,
        legs.dimensions.territory_id,
        legs.dimensions.rep_id,
        legs.dimensions.team,
        legs.dimensions.segment,
        legs.dimensions.industry,
        legs.dimensions.product_line,
        legs.declared_grade,
        legs.value_before,
        legs.value_after,
        cast(legs.count_change as bigint) as count_change,
        cast(legs.amount_change as decimal(38, 2)) as amount_change,
        legs.is_due,
        legs.was_reconstructed as is_reconstructed
    from legs
    left join prospects on legs.prospect_id = prospects.prospect_id
)

select * from final
