with

periods as (
    select * from {{ ref('int_forecast_periods') }}
),

scores as (
    select * from {{ ref('int_forecast_scores') }}
),

steps as (
    select * from {{ ref('int_forecast_steps') }}
),

runs as (
    select * from {{ ref('int_forecast_runs') }}
    where is_in_use
),

stored as (
    select
        forecasts.as_of,
        forecasts.method,
        forecasts.grade,
        forecasts.target_grain,
        forecasts.target_start,
        forecasts.horizon,
        forecasts.won_count,
        forecasts.won_amount,
        forecasts.won_amount_p10,
        forecasts.won_amount_p90,
        forecasts.won_amount_p025,
        forecasts.won_amount_p975,
        forecasts.is_headline,
        false as is_backtest,
        forecasts.is_reconstructed
    from {{ ref('stg_forecast_runs') }} as forecasts
    inner join runs on forecasts.run_id = runs.run_id
),

spread as (
    select
        periods.*,
        sqrt(periods.variance + scores.squared_spread * periods.won_amount ** 2) as sd,
        scores.is_headline,
        steps.is_reconstructed
    from periods
    inner join scores
        on
            periods.as_of = scores.as_of
            and periods.method = scores.method
            and periods.target_grain = scores.target_grain
    inner join steps on periods.as_of = steps.as_of
    where periods.as_of not in (select as_of from stored)
),

backtests as (
    select
        as_of,
        method,
        grade,
        target_grain,
        target_start,
        horizon,
        won_count,
        won_amount,
        {% for name, width in [
            ('p10', -var('forecast_z_80')), ('p90', var('forecast_z_80')),
            ('p025', -var('forecast_z_95')), ('p975', var('forecast_z_95'))
        ] %}
        case
            when sd is not null then greatest(0, won_amount + {{ width }} * sd)
        end as won_amount_{{ name }},
        {% endfor %}
        is_headline,
        true as is_backtest,
        is_reconstructed
    from spread
),

final as (
    select * from stored
    union all
    select * from backtests
)

select * from final
