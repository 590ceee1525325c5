{{ config(materialized='view') }}

with

newest as (
    select * from {{ ref('int_forecast_dates') }}
    where is_newest
),

projects as (
    select * from {{ ref('int_projects_newest') }}
),

opened as (
    select projects.territory_id, count(*) as opened_count
    from newest
    inner join projects
        on
            newest.as_of >= projects.opened_on
            and newest.as_of - to_months({{ var('forecast_year_months') }})
            < projects.opened_on
    group by projects.territory_id
),

final as (
    select
        territory_id,
        opened_count,
        opened_count / sum(opened_count) over () as opened_share
    from opened
    union all
    select 'unassigned', 0, 1
    from newest
    where not exists (select 1 from opened)
)

select * from final
