with

final as (
    select * from {{ ref('int_projects_newest') }}
)

select * from final
