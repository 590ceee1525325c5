with

projects as (
    select * from {{ ref('int_forecast_open_projects') }}
),

probabilities as (
    select * from {{ ref('int_forecast_probabilities') }}
    where as_of = (select max(as_of) from {{ ref('int_forecast_dates') }})
),

by_state as (
    select
        state,
        {{ stable_sum('probability') }} filter (where horizon = 1) as month_probability,
        {{ stable_sum('probability') }} filter (where horizon <= 3) as quarter_probability,
        {{ stable_sum('probability') }} as year_probability,
        arg_max(target_start, (probability, -horizon)) as likeliest_month
    from probabilities
    group by state
),

final as (
    select
        projects.as_of,
        projects.project_id,
        projects.prospect_id,
        projects.state,
        projects.grade,
        projects.age_band as age_months,
        nullif(projects.grade_band, '') as grade_months,
        projects.amount_basis,
        case when projects.amount_basis = 'mean' then projects.final_amount
            else projects.open_amount
        end as counted_amount,
        by_state.month_probability,
        by_state.quarter_probability,
        by_state.year_probability,
        projects.final_amount * by_state.quarter_probability as quarter_expected_amount,
        projects.final_amount * by_state.year_probability as year_expected_amount,
        projects.is_stalled,
        by_state.likeliest_month
    from projects
    inner join by_state on projects.state = by_state.state
)

select * from final
