with

expected as (
    select * from {{ ref('int_territories_expected') }}
),

scoped as (
    select * from {{ ref('int_territories_scoped') }}
),

months as (
    select
        expected.as_of,
        scoped.scope_type,
        scoped.scope_id,
        'month' as target_grain,
        expected.target_start,
        expected.horizon,
        {{ stable_sum('expected.won_amount') }} as won_amount,
        {{ stable_sum('expected.pipeline_won_amount') }} as pipeline_won_amount,
        {{ stable_sum('expected.new_won_amount') }} as new_won_amount
    from expected
    inner join scoped on expected.territory_id = scoped.territory_id
    group by
        expected.as_of, scoped.scope_type, scoped.scope_id, expected.target_start,
        expected.horizon
),

final as (
    select * from months
    union all
    select
        as_of,
        scope_type,
        scope_id,
        'quarter',
        min(target_start),
        (horizon + 2) // 3,
        {{ stable_sum('won_amount') }},
        {{ stable_sum('pipeline_won_amount') }},
        {{ stable_sum('new_won_amount') }}
    from months
    group by as_of, scope_type, scope_id, (horizon + 2) // 3
)

select * from final
