{{ config(materialized='view') }}
with

on_list as (
    select * from {{ ref('int_prospects_timeline') }}
    where is_on_list
),

industries as (
    select * from {{ ref('industries') }}
),

segments as (
    select * from {{ ref('segments') }}
),

final as (
    select
        on_list.prospect_id,
        on_list.territory_id,
        on_list.rep_id,
        on_list.team,
        on_list.name,
        on_list.industry,
        on_list.city,
        on_list.segment,
        on_list.declared_grade,
        case
            when on_list.industry <> 'unknown' and industries.industry is null
                then false
            when on_list.annual_profit_amount < segments.profit_floor_amount
                then false
            when on_list.industry = 'unknown' or segments.segment is null then null
            else true
        end as is_in_target_market,
        on_list.created_on,
        on_list.valid_from,
        on_list.valid_to
    from on_list
    left join industries on on_list.industry = industries.industry
    left join segments on on_list.segment = segments.segment
)

select * from final
