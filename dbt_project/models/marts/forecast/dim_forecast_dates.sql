with

steps as (
    select * from {{ ref('int_forecast_steps') }}
),

better_steps as (
    select * from {{ ref('forecast_steps') }}
),

signed as (
    select * from {{ ref('int_forecast_signed') }}
),

forecasts as (
    select
        as_of,
        min(target_start) as opening_month,
        max(method) filter (where is_headline) as headline_method,
        bool_and(is_backtest) as is_backtest,
        bool_and(is_reconstructed) as is_reconstructed
    from {{ ref('fct_forecast') }}
    group by as_of
),

as_of_dates as (
    select as_of from steps
    union
    select as_of from forecasts
),

-- A stored run of a date that is no longer forecast had the history of the date before.
dated as (
    select as_of_dates.as_of as dated_on, steps.*
    from as_of_dates
    asof left join steps on as_of_dates.as_of >= steps.as_of
),

final as (
    select
        dated.dated_on as as_of,
        coalesce(forecasts.opening_month, dated.opening_month) as opening_month,
        dated.step,
        forecasts.headline_method,
        dated.history_month_count,
        dated.graded_month_count,
        dated.history_win_count,
        greatest(
            0,
            coalesce(better_steps.needed_month_count - dated.history_month_count, 0),
            coalesce(
                better_steps.needed_graded_month_count - dated.graded_month_count, 0
            )
        ) as needed_month_count,
        greatest(
            0, coalesce(better_steps.needed_win_count - dated.history_win_count, 0)
        ) as needed_win_count,
        coalesce(signed.signed_count, 0) as signed_count,
        cast(coalesce(signed.signed_amount, 0) as decimal(38, 2)) as signed_amount,
        dated.is_newest and dated.dated_on = dated.as_of as is_newest,
        coalesce(forecasts.is_backtest, true) as is_backtest,
        coalesce(forecasts.is_reconstructed, dated.is_reconstructed)
            as is_reconstructed
    from dated
    left join forecasts on dated.dated_on = forecasts.as_of
    left join better_steps on dated.step_rank - 1 = better_steps.step_rank
    left join signed on dated.dated_on = signed.as_of
)

select * from final
