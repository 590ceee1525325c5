with

as_of_dates as (
    select * from {{ ref('int_as_of_dates') }}
),

open_projects as (
    select * from {{ ref('int_projects_timeline') }}
    where outcome = 'open'
),

open_on_dates as (
    select as_of_dates.as_of, open_projects.*
    from as_of_dates
    inner join open_projects
        on {{ is_valid_on('open_projects', 'as_of_dates.as_of') }}
),

final as (
    {{ projects_owned('open_on_dates') }}
)

select * from final
