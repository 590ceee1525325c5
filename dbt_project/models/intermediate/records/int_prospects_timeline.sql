with

versions as not materialized (
    {{ current_versions('prospects', 'prospect_id') }}
),

prospects as (
    select
        *,
        case when rep_id is null then territory_id end as rep_from_territory_id
    from versions
),

segments as (
    select * from {{ ref('segments') }}
),

industries as (
    select * from {{ ref('industries') }}
),

reps as (
    select * from {{ ref('int_reps_timeline') }}
),

territories as (
    select * from {{ ref('int_territories_timeline') }}
),

-- A prospect has a rep of its own or that of its territory: one of the two joins.
spans as (
    select
        prospects.prospect_id,
        prospects.source,
        coalesce(prospects.territory_id, 'unassigned') as territory_id,
        coalesce(prospects.rep_id, territories.rep_id, 'unassigned') as rep_id,
        coalesce(reps.team, territories.team, 'unassigned') as team,
        prospects.name,
        coalesce(prospects.industry, 'unknown') as industry,
        prospects.city,
        prospects.district,
        prospects.ownership,
        coalesce(segments.segment, 'unknown') as segment,
        coalesce(prospects.declared_grade, 'ungraded') as declared_grade,
        prospects.situation,
        prospects.determination,
        prospects.dissatisfaction,
        coalesce(prospects.status, 'active') as status,
        prospects.entry_kind,
        prospects.annual_revenue_amount,
        prospects.annual_profit_amount,
        prospects.headcount,
        coalesce(prospects.status, 'active') = 'active' as is_on_list,
        prospects.is_informatised,
        prospects.subjective_need,
        prospects.has_feasibility_study,
        prospects.has_selection_begun,
        prospects.expected_sign_on,
        prospects.created_on,
        coalesce(prospects.industry, 'unknown') = 'unknown' as is_industry_missing,
        industries.industry is null and not is_industry_missing as is_industry_outside,
        segments.segment is null as is_revenue_missing,
        coalesce(
            prospects.annual_profit_amount < segments.profit_floor_amount, false
        ) as is_profit_below_floor,
        {{ is_near('prospects.annual_revenue_amount', 'segments.revenue_from_amount') }}
        or {{ is_near('prospects.annual_revenue_amount', 'segments.revenue_below_amount') }}
            as is_revenue_borderline,
        {{ is_near('prospects.annual_profit_amount', 'segments.profit_floor_amount') }}
            as is_profit_borderline,
        greatest(prospects.valid_from, reps.valid_from, territories.valid_from)
            as valid_from,
        least(prospects.valid_to, reps.valid_to, territories.valid_to) as valid_to
    from prospects
    left join segments
        on
            prospects.annual_revenue_amount >= coalesce(
                segments.revenue_from_amount, prospects.annual_revenue_amount
            )
            and (
                prospects.annual_revenue_amount < segments.revenue_below_amount
                or segments.revenue_below_amount is null
            )
    left join industries on prospects.industry = industries.industry
    left join reps
        on
            prospects.rep_id = reps.rep_id
            and {{ spans_meet('prospects', 'reps') }}
    left join territories
        on
            prospects.rep_from_territory_id = territories.territory_id
            and {{ spans_meet('prospects', 'territories') }}
),

final as (
    select
        * exclude (
            is_industry_missing, is_industry_outside, is_revenue_missing,
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
    from spans
)

select * from final
