with

final as (
    select * exclude (is_on_list)
    from {{ ref('int_prospects_timeline') }}
    where is_on_list
)

select * from final
