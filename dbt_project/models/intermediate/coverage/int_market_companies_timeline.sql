with

versions as (
    {{ current_versions('market_companies', 'company_id') }}
),

names as (
    select * from {{ ref('int_company_names_normalised') }}
),

final as (
    select
        versions.company_id,
        versions.name,
        names.normalised_name,
        coalesce(versions.industry, 'unknown') as industry,
        coalesce(versions.city, 'unknown') as city,
        coalesce(versions.district, 'unknown') as district,
        versions.annual_revenue_amount,
        versions.headcount,
        versions.valid_from,
        least(versions.valid_to, versions.closed_on) as valid_to
    from versions
    left join names on versions.name = names.name
    where versions.valid_from < versions.closed_on or versions.closed_on is null
)

select * from final
