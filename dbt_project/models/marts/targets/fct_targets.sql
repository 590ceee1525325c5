with

targeted as (
    select * from {{ ref('int_territories_targeted') }}
),

scoped as (
    select * from {{ ref('int_territories_scoped') }}
),

pipelines as (
    select as_of, territory_id, sum(open_amount) as open_amount
    from {{ ref('fct_open_pipeline') }}
    where as_of in (select as_of from targeted)
    group by as_of, territory_id
),

-- Where no open project has an amount, the exports have none: the pipeline is not 0.
known_amounts as (
    select as_of, sum(project_count) > sum(missing_amount_count) as are_amounts_known
    from {{ ref('fct_open_pipeline') }}
    group by as_of
),

months as (
    select * from {{ ref('fct_territory_forecasts') }}
    where scope_type = 'company' and target_grain = 'month'
),

conversions as (
    select
        cast(date_trunc('quarter', months.target_start) as date) as quarter_start,
        {{ stable_sum('conversions.conversion_rate') }} as conversion_rate
    from months
    inner join {{ ref('int_pipeline_conversions') }} as conversions
        on months.horizon = conversions.horizon
    group by all
),

summed as (
    select
        targeted.as_of,
        scoped.scope_type,
        scoped.scope_id,
        targeted.quarter_start,
        count(*) as territory_count,
        count(targeted.target_amount) as targeted_territory_count,
        sum(targeted.target_amount) as target_amount,
        {{ stable_sum('targeted.won_amount') }} as signed_amount,
        {{ stable_sum('targeted.forecast_amount') }} as forecast_amount,
        case when count(targeted.adjusted_amount) > 0
            then {{ stable_sum('coalesce(targeted.adjusted_amount, targeted.forecast_amount)') }}
        end as adjusted_amount,
        case
            when
                not targeted.is_over
                and coalesce(any_value(known_amounts.are_amounts_known), true)
                then coalesce(sum(pipelines.open_amount), 0)
        end as pipeline_amount,
        targeted.is_over
    from targeted
    inner join scoped on targeted.territory_id = scoped.territory_id
    left join pipelines
        on
            targeted.as_of = pipelines.as_of
            and targeted.territory_id = pipelines.territory_id
    left join known_amounts on targeted.as_of = known_amounts.as_of
    group by
        targeted.as_of, scoped.scope_type, scoped.scope_id, targeted.quarter_start,
        targeted.is_over
),

final as (
    select
        summed.as_of,
        summed.scope_type,
        summed.scope_id,
        summed.quarter_start,
        summed.territory_count,
        summed.targeted_territory_count,
        cast(summed.target_amount as decimal(38, 2)) as target_amount,
        cast(summed.signed_amount as decimal(38, 2)) as signed_amount,
        summed.forecast_amount,
        summed.adjusted_amount,
        cast(
            case when summed.target_amount - summed.signed_amount is not null
                then greatest(summed.target_amount - summed.signed_amount, 0)
            end as decimal(38, 2)
        ) as gap_amount,
        cast(summed.pipeline_amount as decimal(38, 2)) as pipeline_amount,
        cast(summed.pipeline_amount as double) / nullif(cast(gap_amount as double), 0)
            as coverage_rate,
        conversions.conversion_rate,
        cast(gap_amount as double) / nullif(conversions.conversion_rate, 0)
            as needed_pipeline_amount,
        summed.is_over
    from summed
    left join conversions
        on not summed.is_over and summed.quarter_start = conversions.quarter_start
)

select * from final
