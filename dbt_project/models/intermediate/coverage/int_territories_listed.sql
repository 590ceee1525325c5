{% set grades = ['A', 'B', 'C', 'D', 'ungraded'] %}
with

as_of_dates as (
    select * from {{ ref('dim_as_of_dates') }}
    where is_list_known
),

versions as (
    {{ spoken_for('territories', 'territory_id') }}
),

list_counts as (
    select * from {{ ref('fct_list_counts') }}
),

plan as (
    select
        coalesce(grade, 'ungraded') as declared_grade,
        sum(day_count / account_count) as days_per_prospect
    from {{ ref('plan') }}
    group by grade
),

known as (
    select
        versions.territory_id,
        as_of_dates.as_of,
        versions.target_prospect_count
    from versions
    inner join as_of_dates
        on
            {{ is_valid_on('versions', 'as_of_dates.as_of') }}
),

counted as (
    select
        territory_id,
        as_of,
        sum(prospect_count) as prospect_count,
        {% for grade in grades %}
        sum(prospect_count) filter (where declared_grade = '{{ grade }}')
            as {{ grade | lower }}_count,
        {% endfor %}
        round(sum(prospect_count * plan.days_per_prospect), 6) as workload_day_count
    from list_counts
    left join plan using (declared_grade)
    group by territory_id, as_of
),

final as (
    select
        territory_id,
        as_of,
        cast(coalesce(counted.prospect_count, 0) as bigint) as prospect_count,
        cast(known.target_prospect_count as bigint) as target_prospect_count,
        {% for grade in grades %}
        cast(coalesce(counted.{{ grade | lower }}_count, 0) as bigint)
            as {{ grade | lower }}_count,
        {% endfor %}
        coalesce(counted.workload_day_count, 0) as workload_day_count
    from known
    full outer join counted using (territory_id, as_of)
)

select * from final
