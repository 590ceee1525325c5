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
    inner join {{ ref('int_forecast_told') }} as forecasts on newest.as_of = forecasts.as_of
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
                then coalesce((select {{ stable_sum('won_amount') }} from signed), 0) else 0
            end as won_amount
        )
    from forecasts
),

rows_modelled as (
    select grade, horizon, {{ stable_sum('expected_amount') }} as expected_amount
    from modelled
    group by grade, horizon
    having {{ stable_sum('expected_amount') }} > 0
),

divided as (
    select
        ahead.*,
        modelled.territory_id,
        ahead.won_amount * modelled.expected_amount / rows_modelled.expected_amount
            as amount
    from ahead
    inner join rows_modelled using (grade, horizon)
    inner join modelled using (grade, horizon)
    union all
    select ahead.*, opened.territory_id, ahead.won_amount * opened.opened_share
    from ahead
    anti join rows_modelled using (grade, horizon)
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
        target_start,
        horizon,
        {{ stable_sum('amount') }} as won_amount,
        coalesce({{ stable_sum('amount') }} filter (where grade <> 'new'), 0) as pipeline_won_amount,
        coalesce({{ stable_sum('amount') }} filter (where grade = 'new'), 0) as new_won_amount
    from divided
    group by all
)

select * from final
