{{ config(materialized='view') }}

with

closings as (
    select * from {{ ref('int_forecast_closings') }}
),

final as (
    select
        project_id,
        opened_on,
        closed_on as won_on,
        closed_month as won_month,
        amount as won_amount,
        known_on,
        known_month,
        forgotten_month,
        is_first_snapshot
    from closings
    where outcome = 'won'
)

select * from final
