with

expected as (
    select * from {{ ref('int_territories_expected') }}
),

scoped as (
    select * from {{ ref('int_territories_scoped') }}
),

periods as (
    select *, 'month' as target_grain, horizon as period from expected
    union all
    select *, 'quarter', (horizon + 2) // 3 from expected
),

final as (
    select
        periods.as_of,
        scoped.scope,
        scoped.scope_id,
        periods.target_grain,
        min(periods.target_start) as target_start,
        periods.period as horizon,
        sum(periods.won_amount) as won_amount,
        coalesce(sum(periods.won_amount) filter (where periods.grade <> 'new'), 0)
            as pipeline_won_amount,
        coalesce(sum(periods.won_amount) filter (where periods.grade = 'new'), 0)
            as new_won_amount
    from periods
    inner join scoped on periods.territory_id = scoped.territory_id
    group by
        periods.as_of, scoped.scope, scoped.scope_id, periods.target_grain, periods.period
)

select * from final
