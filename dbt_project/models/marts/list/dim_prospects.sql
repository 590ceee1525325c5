{{ config(materialized='view') }}
with

prospects as (
    select * from {{ ref('int_prospects_latest') }}
),

exports as (
    select source, newest_on from {{ ref('int_exports_newest') }}
    where entity = 'prospects'
),

final as (
    select
        prospects.* exclude (last_seen_on, valid_to),
        coalesce(prospects.last_seen_on, exports.newest_on) as last_seen_on
    from prospects
    left join exports on prospects.source = exports.source
)

select * from final
