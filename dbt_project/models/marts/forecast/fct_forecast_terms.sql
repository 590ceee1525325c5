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

new_months as (
    select * from {{ ref('int_forecast_model_months') }}
    where grade = 'new'
),

signed as (
    select * from {{ ref('int_forecast_dates') }}
    where signed_count > 0
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

-- Nobody is open yet, or nobody any more: nothing is left to chance.
new_business as (
    select
        newest.as_of,
        'new' as state,
        'mean' as amount_basis,
        new_months.horizon,
        cast(null as bigint) as project_count,
        new_months.won_amount as counted_amount,
        new_months.won_count
    from newest
    inner join new_months on newest.as_of = new_months.as_of
    union all
    select
        newest.as_of, 'signed', 'signed', 1,
        signed.signed_count, signed.signed_amount, signed.signed_count
    from newest
    inner join signed on newest.as_of = signed.as_of
),

terms as (
    select * from open_projects
    union all by name
    select
        new_business.*,
        'new' as grade,
        cast(newest.opening_month + to_months(new_business.horizon - 1) as date)
            as target_start,
        1 as probability,
        1 as amount_factor
    from new_business
    inner join newest on new_business.as_of = newest.as_of
),

final as (
    select
        * exclude (won_count),
        won_count,
        counted_amount * amount_factor * probability as won_amount
    from terms
)

select * from final
