with

companies as (
    select * from {{ ref('int_market_companies_timeline') }}
),

company_names as (
    select * from {{ ref('int_company_names_normalised') }}
    where normalised_name in (select normalised_name from companies)
),

prospects as (
    select
        timeline.prospect_id,
        company_names.normalised_name,
        timeline.valid_from,
        timeline.valid_to
    from {{ ref('int_prospects_timeline') }} as timeline
    left join company_names on timeline.name = company_names.name
    where
        timeline.is_on_list
        and (
            company_names.name is not null
            or timeline.prospect_id in (select company_id from companies)
        )
),

listed as (
    {% for company_key, prospect_key in [
        ('company_id', 'prospect_id'), ('normalised_name', 'normalised_name')
    ] %}
    select
        companies.company_id,
        companies.valid_from as known_from,
        prospects.prospect_id,
        greatest(companies.valid_from, prospects.valid_from) as valid_from,
        least(companies.valid_to, prospects.valid_to) as valid_to
    from companies
    inner join prospects
        on
            companies.{{ company_key }} = prospects.{{ prospect_key }}
            and companies.valid_from < coalesce(prospects.valid_to, date '9999-12-31')
            and prospects.valid_from < coalesce(companies.valid_to, date '9999-12-31')
    {{ 'union' if not loop.last }}
    {% endfor %}
)

select * from listed
