with

dated_projects as (
    {{ forecast_snapshots() }}
),

snapshots as (
    select
        as_of,
        grade,
        age_months,
        age_band,
        grade_band,
        is_stalled,
        amount_basis,
        count(*) as project_count,
        {{ sum_of_amounts('open_amount') }} as open_amount,
        {{ sum_of_products('open_amount', 'open_amount') }} as squared_amount
    from dated_projects
    group by all
),

stepped as (
    {% for step in ['full', 'pooled'] %}
    {{ 'union all' if not loop.first }}
    select *, '{{ step }}' as step, {{ forecast_state(step) }} as state
    from snapshots
    {% endfor %}
),

final as (
    select
        as_of,
        step,
        state,
        grade,
        case when step = 'pooled' then age_months end as age_months,
        amount_basis,
        is_stalled,
        cast(sum(project_count) as bigint) as project_count,
        {{ sum_of_amounts('open_amount') }} as open_amount,
        {{ stable_sum('squared_amount') }} as squared_amount
    from stepped
    group by all
)

select * from final
