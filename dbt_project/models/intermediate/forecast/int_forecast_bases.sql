with

rates as (
    select * from {{ ref('int_forecast_rates') }}
),

chains as (
    select * from {{ ref('int_forecast_chains') }}
),

final as (
    select
        as_of,
        'full' as step,
        state,
        horizon,
        similar_count,
        similar_won_count,
        overall_rate,
        grade_rate,
        grade_age_rate,
        state_rate,
        state_rate as base_rate
    from rates
    union all
    select
        as_of,
        'pooled',
        state,
        horizon,
        similar_count,
        similar_won_count,
        overall_rate,
        cast(null as double),
        age_rate,
        own_rate,
        base_rate
    from chains
)

select * from final
