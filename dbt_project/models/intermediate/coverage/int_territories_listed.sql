with

as_of_dates as (
    select * from {{ ref('int_as_of_dates') }}
    where is_list_known
),

versions as (
    {{ current_versions('territories', 'territory_id') }}
),

maintained as (
    select * from {{ ref('int_territories_counted') }}
),

plan as (
    select
        {% for grade in counted_grades() %}
        sum(day_count / account_count)
            filter (where coalesce(grade, 'ungraded') = '{{ grade }}')
            as {{ grade | lower }}_days{{ ',' if not loop.last }}
        {% endfor %}
    from {{ ref('plan') }}
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
        maintained.*,
        round(
            {% for grade in counted_grades() %}
            {{ '+ ' if not loop.first }}coalesce(maintained.{{ grade | lower }}_count * plan.{{ grade | lower }}_days, 0)
            {% endfor %},
            6
        ) as workload_day_count
    from maintained
    cross join plan
),

final as (
    select
        territory_id,
        as_of,
        cast(coalesce(counted.prospect_count, 0) as bigint) as prospect_count,
        cast(known.target_prospect_count as bigint) as target_prospect_count,
        {% for grade in counted_grades() %}
        cast(coalesce(counted.{{ grade | lower }}_count, 0) as bigint)
            as {{ grade | lower }}_count,
        {% endfor %}
        coalesce(counted.workload_day_count, 0) as workload_day_count
    from known
    full outer join counted using (territory_id, as_of)
)

select * from final
