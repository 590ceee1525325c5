with

newest as (
    select * from {{ ref('int_forecast_dates') }}
    where is_newest
),

won as (
    select * from {{ ref('int_territories_won') }}
),

modelled as (
    select * from {{ ref('int_territories_modelled') }}
),

opened as (
    select * from {{ ref('int_territories_opened') }}
),

forecasts as (
    select
        newest.as_of,
        forecasts.grade,
        forecasts.target_start,
        forecasts.horizon,
        forecasts.won_amount
    from newest
    inner join {{ ref('fct_forecast') }} as forecasts on newest.as_of = forecasts.as_of
    where
        forecasts.is_headline
        and forecasts.target_grain = 'month'
        and forecasts.grade <> 'total'
),

-- The month that has begun holds what was signed in it already, under new business.
signed as (
    select won.territory_id, cast(won.won_amount as double) as won_amount
    from newest
    inner join won on newest.opening_month = won.won_month
    where newest.opening_month < newest.measured_on
),

ahead as (
    select
        * replace (
            won_amount - case when grade = 'new' and horizon = 1
                then coalesce((select sum(won_amount) from signed), 0) else 0
            end as won_amount
        )
    from forecasts
),

shares as (
    select
        territory_id,
        grade,
        horizon,
        expected_amount / sum(expected_amount) over cell as share
    from modelled
    window cell as (partition by grade, horizon)
    qualify sum(expected_amount) over cell > 0
),

divided as (
    select ahead.*, shares.territory_id, ahead.won_amount * shares.share as amount
    from ahead
    inner join shares on ahead.grade = shares.grade and ahead.horizon = shares.horizon
    union all
    select ahead.*, opened.territory_id, ahead.won_amount * opened.opened_share
    from ahead
    anti join shares on ahead.grade = shares.grade and ahead.horizon = shares.horizon
    cross join opened
    union all
    select forecasts.*, signed.territory_id, signed.won_amount
    from forecasts
    cross join signed
    where forecasts.grade = 'new' and forecasts.horizon = 1
),

final as (
    select
        as_of,
        territory_id,
        grade,
        target_start,
        horizon,
        sum(amount) as won_amount
    from divided
    group by all
)

select * from final
