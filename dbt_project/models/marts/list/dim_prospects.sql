{{ config(materialized='view') }}
with

prospects as (
    select * from {{ ref('int_prospects_latest') }}
),

exports as (
    select source, max(exported_on) as newest_on
    from {{ ref('int_batches_ordered') }}
    where entity = 'prospects'
    group by source
),

final as (
    select
        prospects.* exclude (last_seen_on, valid_to),
        coalesce(prospects.last_seen_on, exports.newest_on) as last_seen_on
    from prospects
    left join exports on prospects.source = exports.source
)

select * from final
