with

as_of_dates as (
    select * from {{ ref('int_as_of_dates') }}
),

prospects as (
    select * from {{ ref('int_prospects_cadence') }}
),

projects as (
    select * from {{ ref('int_projects_owned') }}
    where as_of in (select as_of from as_of_dates)
),

product_lines as (
    select as_of, prospect_id, list_sort(list(distinct product_line)) as product_lines
    from projects
    group by as_of, prospect_id
),

dated as (
    select as_of_dates.as_of, prospects.*
    from as_of_dates
    inner join prospects
        on
            {{ is_valid_on('prospects', 'as_of_dates.as_of') }}
),

final as (
    select
        dated.as_of,
        dated.territory_id,
        dated.rep_id,
        dated.team,
        dated.segment,
        dated.industry,
        coalesce(product_lines.product_lines, []) as product_lines,
        dated.declared_grade,
        count(*) as prospect_count,
        count(*) filter (where dated.as_of > dated.due_on) as overdue_count
    from dated
    left join product_lines
        on
            dated.as_of = product_lines.as_of
            and dated.prospect_id = product_lines.prospect_id
    group by
        dated.as_of, dated.territory_id, dated.rep_id, dated.team, dated.segment,
        dated.industry, product_lines.product_lines, dated.declared_grade
)

select * from final
