with

systems as (
    select * from {{ ref('int_forecast_finished') }}
),

overrides as (
    select * from {{ ref('int_overrides_finished') }}
),

forecasts as (
    select * from systems
    union all by name
    select * from overrides
),

final as (
    select
        method,
        target_grain,
        horizon,
        count(*) as forecast_count,
        count(*) filter (where not is_backtest) as stored_count,
        {{ stable_sum('abs(forecast_amount - actual_amount)') }} / nullif({{ stable_sum('actual_amount') }}, 0)
            as wape,
        {{ stable_sum('forecast_amount - actual_amount') }} / nullif({{ stable_sum('actual_amount') }}, 0) as bias,
        {{ stable_sum(normal_crps('actual_amount', 'forecast_amount', 'sd')) }}
        / nullif({{ stable_sum('actual_amount') }}, 0) as crps,
        avg(cast(is_within_80 as integer)) as coverage_80,
        avg(cast(is_within_95 as integer)) as coverage_95
    from forecasts
    group by method, target_grain, horizon
)

select * from final
