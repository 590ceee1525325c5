with

newest as (
    select * from {{ ref('int_forecast_dates') }}
    where is_newest
),

wins as (
    select * from {{ ref('int_forecast_closings') }}
    where outcome = 'won'
),

projects as (
    select project_id, territory_id from {{ ref('int_projects_newest') }}
),

final as (
    select
        coalesce(projects.territory_id, 'unassigned') as territory_id,
        wins.closed_month as won_month,
        count(*) as won_count,
        coalesce(sum(wins.amount), 0) as won_amount
    from newest
    inner join wins on {{ is_known('newest', 'wins') }}
    left join projects on wins.project_id = projects.project_id
    group by all
)

select * from final
