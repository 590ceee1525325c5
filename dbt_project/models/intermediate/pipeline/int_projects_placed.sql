with

as_of_dates as (
    select * from {{ ref('int_as_of_dates') }}
),

open_projects as (
    select * from {{ ref('int_projects_timeline') }}
    where outcome = 'open'
),

prospects as (
    select * from {{ ref('int_prospects_timeline') }}
),

first_pictures as (
    select prospect_id, min_by(territory_id, valid_from) as territory_id
    from prospects
    group by prospect_id
),

dated as (
    select as_of_dates.as_of, open_projects.*
    from as_of_dates
    inner join open_projects
        on
            as_of_dates.as_of >= open_projects.valid_from
            and (
                as_of_dates.as_of < open_projects.valid_to
                or open_projects.valid_to is null
            )
),

final as (
    select
        dated.as_of,
        dated.project_id,
        dated.prospect_id,
        coalesce(
            prospects.territory_id,
            case when dated.is_reconstructed then first_pictures.territory_id end,
            'unassigned'
        ) as territory_id,
        coalesce(prospects.declared_grade, 'ungraded') as declared_grade,
        dated.amount,
        dated.is_reconstructed
    from dated
    left join prospects
        on
            dated.prospect_id = prospects.prospect_id
            and dated.as_of >= prospects.valid_from
            and (dated.as_of < prospects.valid_to or prospects.valid_to is null)
    left join first_pictures on dated.prospect_id = first_pictures.prospect_id
)

select * from final
