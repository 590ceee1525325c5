with

steps as (
    select * from {{ ref('int_forecast_steps') }}
),

better_steps as (
    select * from {{ ref('forecast_steps') }}
),

signed as (
    select * from {{ ref('int_forecast_dates') }}
),

openings as (
    select * from {{ ref('int_forecast_openings') }}
),

-- A stored run of a date that is no longer forecast had the history of the date before.
histories as (
    select openings.as_of, max(steps.as_of) as history_as_of
    from openings
    inner join steps on openings.as_of >= steps.as_of
    group by openings.as_of
),

dated as (
    select
        openings.*,
        steps.* exclude (as_of, opening_month, is_reconstructed, is_newest),
        steps.is_newest and openings.as_of = steps.as_of as is_newest
    from openings
    left join histories on openings.as_of = histories.as_of
    left join steps on histories.history_as_of = steps.as_of
),

final as (
    select
        dated.as_of,
        dated.opening_month,
        dated.step,
        dated.headline_method,
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
        dated.is_newest,
        dated.is_backtest,
        dated.is_reconstructed
    from dated
    left join better_steps on dated.step_rank - 1 = better_steps.step_rank
    left join signed on dated.as_of = signed.as_of
)

select * from final
