-- Assert that the projects marked open in dim_projects are those that the open pipeline
-- counts at the newest as-of date, territory by territory and grade by grade.
with

counted as (
    select
        territory_id,
        declared_grade,
        sum(project_count) as project_count,
        sum(open_amount) as open_amount
    from {{ ref('fct_open_pipeline') }}
    where as_of = (select max(as_of) from {{ ref('dim_as_of_dates') }})
    group by territory_id, declared_grade
),

listed as (
    select
        territory_id,
        declared_grade,
        count(*) as project_count,
        coalesce(sum(amount), 0) as open_amount
    from {{ ref('dim_projects') }}
    where is_open
    group by territory_id, declared_grade
)

select *
from counted
full outer join listed using (territory_id, declared_grade)
where
    counted.project_count is distinct from listed.project_count
    or counted.open_amount is distinct from listed.open_amount
