{{ config(materialized='view') }}
with

names as not materialized (
    select * from {{ ref('int_company_names_normalised') }}
),

companies as (
    select distinct versions.company_id, names.normalised_name
    from {{ ref('int_market_companies_versions') }} as versions
    left join names on versions.name = names.name
),

prospects as not materialized (
    select * from {{ ref('int_prospects_timeline') }}
),

source_names as (
    select * from {{ ref('int_source_names') }}
),

matches as (
    select companies.company_id, prospects.prospect_id
    from companies
    inner join prospects on companies.company_id = prospects.prospect_id
    union
    select companies.company_id, prospects.prospect_id
    from companies
    inner join names on companies.normalised_name = names.normalised_name
    inner join prospects on names.name = prospects.name
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
