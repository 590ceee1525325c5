{{ config(materialized='view') }}

with

periods as (
    select * from {{ ref('int_forecast_periods') }}
),

spreads as (
    select * from {{ ref('int_forecast_spreads') }}
),

headlines as (
    select * from {{ ref('int_forecast_headlines') }}
),

steps as (
    select * from {{ ref('int_forecast_steps') }}
),

spread as (
    select
        periods.*,
        sqrt(
            periods.variance + spreads.squared_spread * periods.won_amount ** 2
        ) as sd
    from periods
    left join spreads
        on
            periods.as_of = spreads.as_of
            and periods.method = spreads.method
            and periods.target_grain = spreads.target_grain
),

final as (
    select
        spread.as_of,
        spread.method,
        spread.grade,
        spread.target_grain,
        spread.target_start,
        spread.horizon,
        spread.won_count,
        spread.won_amount,
        {% for name, width in [
            ('p10', -var('forecast_z_80')), ('p90', var('forecast_z_80')),
            ('p025', -var('forecast_z_95')), ('p975', var('forecast_z_95'))
        ] %}
        case
            when spread.sd is not null
                then greatest(0, spread.won_amount + {{ width }} * spread.sd)
        end as won_amount_{{ name }},
        {% endfor %}
        spread.method = headlines.method as is_headline,
        true as is_backtest,
        steps.is_reconstructed
    from spread
    inner join headlines on spread.as_of = headlines.as_of
    inner join steps on spread.as_of = steps.as_of
)

select * from final
