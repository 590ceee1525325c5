with

versions as not materialized (
    select * from {{ ref('int_prospects_versions') }}
),

superseded as (
    select * from {{ ref('int_prospects_superseded') }}
),

ranked as (
    {{ versions_ranked('prospect_id', 'versions.*') }}
),

final as (
    select
        prospect_id,
        source,
        coalesce(territory_id, 'unassigned') as territory_id,
        rep_id,
        name,
        industry,
        city,
        district,
        ownership,
        coalesce(status, 'active') as status,
        coalesce(declared_grade, 'ungraded') as declared_grade,
        situation,
        annual_revenue_amount,
        annual_profit_amount,
        headcount,
        coalesce(status, 'active') = 'active' and valid_to is null as is_on_list,
        expected_sign_on,
        created_on,
        first_seen_on,
        newest_seen_on as last_seen_on
    from ranked
    where versions_back = 1
)

select * from final
