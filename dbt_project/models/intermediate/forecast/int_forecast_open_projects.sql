{{ config(materialized='view') }}

with

pictures as (
    select * from {{ ref('int_forecast_pictures') }}
    where is_newest
),

steps as (
    select * from {{ ref('int_forecast_steps') }}
),

amount_factors as (
    select * from {{ ref('int_forecast_amount_factors') }}
),

final as (
    select
        pictures.* exclude (is_newest),
        steps.step,
        case steps.step
            when 'full' then {{ forecast_state('full') }}
            else {{ forecast_state('pooled') }}
        end as state,
        pictures.open_amount * amount_factors.amount_factor as final_amount
    from pictures
    inner join steps on pictures.as_of = steps.as_of
    inner join amount_factors
        on
            pictures.as_of = amount_factors.as_of
            and pictures.amount_basis = amount_factors.amount_basis
    where steps.step in ('full', 'pooled')
)

select * from final
