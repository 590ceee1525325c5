with

steps as (
    select * from {{ ref('int_forecast_steps') }}
),

states as (
    select distinct as_of, step, state
    from {{ ref('int_forecast_cells') }}
),

bases as (
    select * from {{ ref('int_forecast_bases') }}
),

quarter_factors as (
    select * from {{ ref('int_forecast_quarter_factors') }}
),

factored as (
    select
        steps.as_of,
        steps.step,
        steps.remaining_share,
        bases.* exclude (as_of, step),
        cast(steps.opening_month + to_months(bases.horizon - 1) as date)
            as target_start,
        quarter_factors.quarter_factor,
        least(
            {{ var('forecast_highest_probability') }},
            bases.base_rate * quarter_factors.quarter_factor
        ) as month_probability
    from steps
    inner join states on steps.as_of = states.as_of and steps.step = states.step
    inner join bases
        on
            states.as_of = bases.as_of
            and states.step = bases.step
            and states.state = bases.state
    inner join quarter_factors
        on
            steps.as_of = quarter_factors.as_of
            and bases.horizon = quarter_factors.horizon
            and {{ quarter_month(
                'steps.opening_month + to_months(bases.horizon - 1)'
            ) }} = quarter_factors.quarter_month
),

limited as (
    select
        *,
        month_probability * least(
            1,
            {{ var('forecast_highest_total_probability') }}
            / nullif({{ stable_sum('month_probability') }} over (partition by as_of, state), 0)
        ) as limited_probability
    from factored
),

-- In a month that has begun, the first of the months ahead is only partly left.
final as (
    select
        * exclude (remaining_share, month_probability, limited_probability),
        coalesce(
            remaining_share * limited_probability
            + (1 - remaining_share) * coalesce(
                lag(limited_probability) over (
                    partition by as_of, state order by horizon
                ),
                0
            ),
            0
        ) as probability
    from limited
)

select * from final
