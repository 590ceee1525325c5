{{ config(materialized='view') }}
with

prospects as (
    select * from {{ ref('int_prospects_timeline') }}
    where is_on_list
),

segments as (
    select * from {{ ref('segments') }}
),

industries as (
    select * from {{ ref('industries') }}
),

sized as (
    select
        prospects.*,
        prospects.industry = 'unknown' as is_industry_missing,
        prospects.segment = 'unknown' as is_revenue_missing,
        industries.industry is null and prospects.industry <> 'unknown'
            as is_industry_outside,
        coalesce(
            prospects.annual_profit_amount < segments.profit_floor_amount, false
        ) as is_profit_below_floor,
        {{ is_near('annual_revenue_amount', 'segments.revenue_from_amount') }}
        or {{ is_near('annual_revenue_amount', 'segments.revenue_below_amount') }}
            as is_revenue_borderline,
        {{ is_near('annual_profit_amount', 'segments.profit_floor_amount') }}
            as is_profit_borderline
    from prospects
    left join segments on prospects.segment = segments.segment
    left join industries on prospects.industry = industries.industry
),

final as (
    select
        * exclude (
            is_industry_missing, is_revenue_missing, is_industry_outside,
            is_profit_below_floor, is_revenue_borderline, is_profit_borderline
        ),
        case
            when is_industry_outside or is_profit_below_floor then false
            when not is_industry_missing and not is_revenue_missing then true
        end as is_in_target_market,
        nullif(
            concat_ws(
                ', ',
                case when is_industry_missing then 'industry_missing' end,
                case when is_industry_outside then 'industry_outside' end,
                case when is_revenue_missing then 'revenue_missing' end,
                case when is_revenue_borderline then 'revenue_borderline' end,
                case when annual_profit_amount is null then 'profit_missing' end,
                case when is_profit_below_floor then 'profit_below_floor' end,
                case when is_profit_borderline then 'profit_borderline' end
            ),
            ''
        ) as market_remarks,
        if(is_industry_missing, ['industry'], [])
        || if(is_revenue_missing, ['annual_revenue_amount'], []) as market_gaps
    from sized
)

select * from final
