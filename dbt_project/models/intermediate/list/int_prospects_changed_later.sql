with

spans as not materialized (
    select * from {{ ref('int_prospects_timeline') }}
),

final as (
    select * from spans
    where
        prospect_id in (select prospect_id from spans where {{ changed_later('spans') }})
        and {{ built_until() }} > date '0001-01-01'
)

select * from final
