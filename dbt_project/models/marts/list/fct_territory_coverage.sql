{% set grades = ['A', 'B', 'C', 'D', 'ungraded'] %}
with

as_of_dates as (
    select * from {{ ref('dim_as_of_dates') }}
    where is_list_known
),

versions as (
    {{ spoken_for('territories', 'territory_id') }}
),

reps as (
    select * from {{ ref('int_territories_timeline') }}
),

list_counts as (
    select * from {{ ref('fct_list_counts') }}
),

known as (
    select
        versions.territory_id,
        as_of_dates.as_of,
        versions.target_prospect_count
    from versions
    inner join as_of_dates
        on
            versions.valid_from <= as_of_dates.as_of
            and coalesce(versions.valid_to, date '9999-12-31') > as_of_dates.as_of
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
    from list_counts
    group by territory_id, as_of
),

territories as (
    select *
    from known
    full outer join counted using (territory_id, as_of)
),

final as (
    select
        territories.territory_id,
        territories.as_of,
        coalesce(reps.rep_id, 'unassigned') as rep_id,
        coalesce(reps.team, 'unassigned') as team,
        cast(coalesce(territories.prospect_count, 0) as bigint) as prospect_count,
        cast(territories.target_prospect_count as bigint) as target_prospect_count,
        {% for grade in grades %}
        cast(coalesce(territories.{{ grade | lower }}_count, 0) as bigint)
            as {{ grade | lower }}_count,
        {% endfor %}
    from territories
    left join reps
        on
            territories.territory_id = reps.territory_id
            and territories.as_of >= reps.valid_from
            and territories.as_of < coalesce(reps.valid_to, date '9999-12-31')
)

select * from final
