{{ config(materialized='view') }}

with

newest as (
    select * from {{ ref('int_forecast_dates') }}
    where is_newest
),

won as (
    select * from {{ ref('int_territories_won') }}
),

expected as (
    select * from {{ ref('int_territories_expected') }}
),

overrides as (
    select * from {{ ref('int_overrides_scored') }}
    where is_in_use and target_grain = 'month'
),

months as (
    select
        coalesce(won.territory_id, expected.territory_id) as territory_id,
        coalesce(won.won_month, expected.target_start) as month,
        coalesce(won.won_amount, 0) as won_amount,
        coalesce(expected.won_amount, 0) as expected_amount
    from won
    full outer join expected
        on
            won.territory_id = expected.territory_id
            and won.won_month = expected.target_start
),

final as (
    select
        months.territory_id,
        months.month,
        months.won_amount,
        case when months.month < newest.opening_month
            then cast(months.won_amount as double)
            else months.expected_amount
        end as forecast_amount,
        case when months.month >= newest.opening_month
            then cast(overrides.override_amount as double)
        end as override_amount
    from months
    cross join newest
    left join overrides
        on
            months.territory_id = overrides.territory_id
            and months.month = overrides.target_start
)

select * from final
