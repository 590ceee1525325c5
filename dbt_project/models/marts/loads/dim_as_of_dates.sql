with

final as (
    select * from {{ ref('int_as_of_dates') }}
)

select * from final
