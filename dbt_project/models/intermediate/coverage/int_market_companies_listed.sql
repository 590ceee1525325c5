{{ config(materialized='view') }}
with

companies as (
    select company_id, normalised_name, valid_from as known_from, valid_to as known_to
    from {{ ref('int_market_companies_timeline') }}
),

names as (
    select * from {{ ref('int_company_names_normalised') }}
),

prospects as not materialized (
    select prospect_id, name, valid_from, valid_to
    from {{ ref('int_prospects_timeline') }}
    where is_on_list
),

matches as (
    select companies.*, prospects.*
    from companies
    inner join prospects on companies.company_id = prospects.prospect_id
    union
    select companies.*, prospects.*
    from companies
    inner join names on companies.normalised_name = names.normalised_name
    inner join prospects on names.name = prospects.name
),

final as (
    select
        company_id,
        known_from,
        prospect_id,
        greatest(known_from, valid_from) as valid_from,
        least(known_to, valid_to) as valid_to
    from matches
    where
        known_from < coalesce(valid_to, date '9999-12-31')
        and valid_from < coalesce(known_to, date '9999-12-31')
)

select * from final
