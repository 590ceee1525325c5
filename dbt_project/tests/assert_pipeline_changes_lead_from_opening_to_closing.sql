-- Assert that between every two consecutive as-of dates opening + changes = closing, exact
-- to the cent and to the project, for every owner, grade and time of the pipeline.
with

dates as (
    select as_of, previous_as_of
    from {{ ref('dim_as_of_dates') }}
    where previous_as_of is not null
),

projects as (
    select * from {{ ref('fct_open_projects') }}
),

flows as (
    select dates.as_of, projects.* exclude (as_of), -1 as counted
    from projects
    inner join dates on projects.as_of = dates.previous_as_of
    union all
    select dates.as_of, projects.* exclude (as_of), 1
    from projects
    inner join dates on projects.as_of = dates.as_of
),

expected as (
    select
        as_of, territory_id, rep_id, team, segment, industry, product_line,
        declared_grade, is_due,
        sum(counted) as counted,
        sum(counted * coalesce(amount, 0)) as amount
    from flows
    group by all
),

changed as (
    select
        as_of, territory_id, rep_id, team, segment, industry, product_line,
        declared_grade, is_due,
        sum(count_change) as count_change,
        sum(amount_change) as amount_change
    from {{ ref('fct_pipeline_changes') }}
    group by all
)

select *
from expected
full outer join changed using (
    as_of, territory_id, rep_id, team, segment, industry, product_line, declared_grade,
    is_due
)
where
    coalesce(counted, 0) <> coalesce(count_change, 0)
    or coalesce(amount, 0) <> coalesce(amount_change, 0)
