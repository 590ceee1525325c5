with

cells as (
    select * from {{ ref('int_forecast_cells') }}
),

probabilities as (
    select * from {{ ref('int_forecast_probabilities') }}
),

amount_factors as (
    select * from {{ ref('int_forecast_amount_factors') }}
),

new_business as (
    select * from {{ ref('int_forecast_new') }}
),

steps as (
    select * from {{ ref('int_forecast_steps') }}
    where step in ('full', 'pooled')
),

open_projects as (
    select
        probabilities.as_of,
        cells.grade,
        probabilities.horizon,
        {{ stable_sum('cells.project_count * probabilities.probability') }} as won_count,
        {{ stable_sum(
            'amount_factors.amount_factor * cells.open_amount * probabilities.probability'
        ) }} as won_amount,
        {{ stable_sum(
            'amount_factors.amount_factor ** 2 * cells.squared_amount * probabilities.probability * (1 - probabilities.probability + amount_factors.squared_variation)'
        ) }} as variance
    from probabilities
    inner join cells
        on
            probabilities.as_of = cells.as_of
            and probabilities.step = cells.step
            and probabilities.state = cells.state
    inner join amount_factors
        on
            cells.as_of = amount_factors.as_of
            and cells.amount_basis = amount_factors.amount_basis
    group by probabilities.as_of, cells.grade, probabilities.horizon
),

new_projects as (
    select
        steps.as_of,
        'new' as grade,
        new_business.horizon,
        new_business.new_count as won_count,
        new_business.new_count * amount_factors.mean_amount as won_amount,
        new_business.new_count * amount_factors.mean_squared_amount as variance
    from steps
    inner join new_business on steps.as_of = new_business.as_of
    inner join amount_factors
        on
            steps.as_of = amount_factors.as_of
            and amount_factors.amount_basis = 'mean'
),

final as (
    select * from open_projects
    union all
    select * from new_projects
)

select * from final
