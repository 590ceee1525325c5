with

steps as (
    select * from {{ ref('int_forecast_steps') }}
),

forecasts as (
    select
        as_of,
        min(target_start) as opening_month,
        max(method) filter (where is_headline) as headline_method,
        bool_and(is_backtest) as is_backtest,
        bool_and(is_reconstructed) as is_reconstructed
    from {{ ref('int_forecast_told') }}
    group by as_of
),

final as (
    select
        as_of,
        coalesce(forecasts.opening_month, steps.opening_month) as opening_month,
        forecasts.headline_method,
        coalesce(forecasts.is_backtest, true) as is_backtest,
        coalesce(forecasts.is_reconstructed, steps.is_reconstructed)
            as is_reconstructed
    from steps
    full outer join forecasts using (as_of)
)

select * from final
