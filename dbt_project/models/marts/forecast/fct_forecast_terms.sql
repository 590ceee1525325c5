with

newest as (
    select as_of, opening_month from {{ ref('int_forecast_steps') }}
    where is_newest and step in ('full', 'pooled')
),

probabilities as (
    select * from {{ ref('int_forecast_probabilities') }}
),

cells as (
    select
        as_of,
        step,
        state,
        grade,
        amount_basis,
        cast(sum(project_count) as bigint) as project_count,
        {{ stable_sum('open_amount') }} as open_amount
    from {{ ref('int_forecast_cells') }}
    group by as_of, step, state, grade, amount_basis
),

amount_factors as (
    select
        as_of,
        amount_basis,
        case amount_basis when 'mean' then 1 else amount_factor end as amount_factor,
        case amount_basis when 'mean' then mean_amount else 1 end as stand_in_amount
    from {{ ref('int_forecast_amount_factors') }}
),

open_projects as (
    select
        newest.as_of,
        cells.grade,
        cells.state,
        cells.amount_basis,
        probabilities.target_start,
        probabilities.horizon,
        cells.project_count,
        probabilities.similar_count,
        cast(probabilities.similar_won_count as double) as similar_won_count,
        probabilities.base_rate,
        probabilities.quarter_factor,
        probabilities.probability
        / nullif(probabilities.base_rate * probabilities.quarter_factor, 0)
            as limit_factor,
        probabilities.probability,
        cells.open_amount * amount_factors.stand_in_amount as counted_amount,
        amount_factors.amount_factor,
        cells.project_count * probabilities.probability as won_count
    from newest
    inner join probabilities on newest.as_of = probabilities.as_of
    inner join cells
        on
            probabilities.as_of = cells.as_of
            and probabilities.step = cells.step
            and probabilities.state = cells.state
    inner join amount_factors
        on
            cells.as_of = amount_factors.as_of
            and cells.amount_basis = amount_factors.amount_basis
),

-- New and signed business have no open project: no probability applies.
expected as (
    select
        as_of,
        'new' as state,
        'mean' as amount_basis,
        horizon,
        cast(null as bigint) as project_count,
        won_amount,
        won_count
    from {{ ref('int_forecast_model_months') }}
    where grade = 'new'
    union all
    select as_of, 'signed', 'signed', 1, signed_count, signed_amount, signed_count
    from {{ ref('int_forecast_dates') }}
    where signed_count > 0
),

terms as (
    select * from open_projects
    union all
    select
        expected.as_of,
        'new',
        expected.state,
        expected.amount_basis,
        cast(newest.opening_month + to_months(expected.horizon - 1) as date),
        expected.horizon,
        expected.project_count,
        null,
        null,
        null,
        null,
        null,
        1,
        expected.won_amount,
        1,
        expected.won_count
    from newest
    inner join expected on newest.as_of = expected.as_of
),

final as (
    select *, counted_amount * amount_factor * probability as won_amount
    from terms
)

select * from final
