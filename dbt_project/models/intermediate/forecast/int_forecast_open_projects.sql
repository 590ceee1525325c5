{{ config(materialized='view') }}

with

snapshots as (
    {{ forecast_snapshots() }}
),

steps as (
    select * from {{ ref('int_forecast_steps') }}
),

amount_factors as (
    select * from {{ ref('int_forecast_amount_factors') }}
),

final as (
    select
        snapshots.* exclude (is_newest),
        steps.step,
        case steps.step
            when 'full' then {{ forecast_state('full') }}
            else {{ forecast_state('pooled') }}
        end as state,
        snapshots.open_amount * amount_factors.amount_factor as final_amount
    from snapshots
    inner join steps on snapshots.as_of = steps.as_of
    inner join amount_factors
        on
            snapshots.as_of = amount_factors.as_of
            and snapshots.amount_basis = amount_factors.amount_basis
    where snapshots.is_newest and steps.step in ('full', 'pooled')
)

select * from final
