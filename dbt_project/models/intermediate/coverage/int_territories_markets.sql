{{ config(materialized='view') }}
with

places as (
    select
        as_of,
        unnest(territory_ids) as territory_id,
        market_company_count,
        covered_company_count
    from {{ ref('fct_market_places') }}
),

final as (
    select
        territory_id,
        as_of,
        cast(sum(market_company_count) as bigint) as market_company_count,
        cast(sum(covered_company_count) as bigint) as covered_company_count
    from places
    group by territory_id, as_of
)

select * from final
