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

projects as (
    select * from {{ ref('int_projects_newest') }}
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

opened as (
    select
        projects.territory_id,
        count(*) / sum(count(*)) over () as opened_share
    from newest
    inner join projects
        on
            newest.as_of >= projects.opened_on
            and newest.as_of - to_months({{ var('forecast_year_months') }})
            < projects.opened_on
    group by projects.territory_id
),

-- Where none was opened anywhere, all goes to unassigned.
shares as (
    select * from opened
    union all
    select 'unassigned', 1
    from newest
    where not exists (select 1 from opened)
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
    select ahead.*, shares.territory_id, ahead.won_amount * shares.opened_share
    from ahead
    anti join rows_modelled using (grade, horizon)
    cross join shares
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
