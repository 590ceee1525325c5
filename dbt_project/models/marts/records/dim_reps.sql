with

final as (
    select * from {{ ref('int_reps_newest') }}
)

select * from final
