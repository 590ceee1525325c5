with

hazards as (
    select hazards.*, dates.longest_days
    from {{ ref('int_forecast_hazards') }} as hazards
    inner join {{ ref('int_forecast_dates') }} as dates
        on hazards.as_of = dates.as_of
),

stalled as (
    select * from hazards
    where is_stalled
),

rates as (
    select * from {{ ref('int_forecast_rates') }}
),

horizons as (
    select * from {{ ref('int_forecast_horizons') }}
),

-- Older than any project that was won: from then on the chances of a stalled project.
stepwise as (
    select
        hazards.as_of,
        hazards.state,
        hazards.age_months,
        hazards.similar_count,
        hazards.similar_won_count,
        hazards.overall_rate,
        hazards.age_rate,
        hazards.win_rate as own_rate,
        case
            when hazards.age_months * 365.25 / 12 > hazards.longest_days
                then stalled.win_rate
            else hazards.win_rate
        end as step_rate,
        greatest(1e-9, 1 - step_rate - hazards.loss_rate) as staying_rate
    from hazards
    inner join stalled on hazards.as_of = stalled.as_of
    where not hazards.is_stalled
),

logged as (
    select
        *,
        coalesce(
            sum(ln(staying_rate)) over (
                partition by as_of order by age_months
                rows between unbounded preceding and 1 preceding
            ),
            0
        ) as staying_so_far
    from stepwise
),

ageing as (
    select
        logged.as_of,
        logged.state,
        horizons.horizon,
        logged.similar_count,
        logged.similar_won_count,
        logged.overall_rate,
        logged.age_rate,
        logged.own_rate,
        exp(later.staying_so_far - logged.staying_so_far) * later.step_rate as base_rate
    from logged
    cross join horizons
    inner join logged as later
        on
            logged.as_of = later.as_of
            and least(
                logged.age_months + horizons.horizon - 1,
                {{ var('forecast_longest_age_months') }}
            ) = later.age_months
),

chained as (
    select * from ageing
    union all
    select
        stalled.as_of,
        stalled.state,
        horizons.horizon,
        stalled.similar_count,
        stalled.similar_won_count,
        stalled.overall_rate,
        stalled.age_rate,
        stalled.win_rate,
        pow(greatest(0, 1 - stalled.win_rate - stalled.loss_rate), horizons.horizon - 1)
        * stalled.win_rate
    from stalled
    cross join horizons
),

final as (
    select
        as_of,
        'full' as step,
        state,
        horizon,
        similar_count,
        similar_won_count,
        overall_rate,
        grade_rate,
        grade_age_rate,
        state_rate,
        state_rate as base_rate
    from rates
    union all
    select
        as_of,
        'pooled',
        state,
        horizon,
        similar_count,
        similar_won_count,
        overall_rate,
        null,
        age_rate,
        own_rate,
        base_rate
    from chained
)

select * from final
