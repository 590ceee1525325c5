with

names as (
    select * from {{ ref('int_company_names_normalised') }}
),

companies as (
    select distinct versions.company_id, names.normalised_name
    from {{ ref('int_market_companies_versions') }} as versions
    left join names on versions.name = names.name
),

company_names as (
    select * from names
    where normalised_name in (select normalised_name from companies)
),

prospects as (
    select distinct timeline.prospect_id, company_names.normalised_name
    from {{ ref('int_prospects_timeline') }} as timeline
    left join company_names on timeline.name = company_names.name
    where
        company_names.name is not null
        or timeline.prospect_id in (select company_id from companies)
),

source_names as (
    select * from {{ ref('fct_source_names') }}
),

matches as (
    select companies.company_id, prospects.prospect_id
    from companies
    inner join prospects on companies.company_id = prospects.prospect_id
    union
    select companies.company_id, prospects.prospect_id
    from companies
    inner join prospects on companies.normalised_name = prospects.normalised_name
),

final as (
    select
        matches.company_id,
        source_names.list_source,
        min(source_names.valid_from) as found_on,
        case
            when bool_and(source_names.valid_to is not null)
                then max(source_names.valid_to)
        end as lost_on
    from matches
    inner join source_names on matches.prospect_id = source_names.prospect_id
    group by matches.company_id, source_names.list_source
)

select * from final
