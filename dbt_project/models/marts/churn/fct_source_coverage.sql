with

as_of_dates as (
    select as_of from {{ ref('dim_as_of_dates') }}
    where is_list_known
),

-- Two sources may show a company of the registry: it counts once.
registry as (
    select
        company_id,
        valid_from,
        least(
            coalesce(valid_to, date '9999-12-31'), coalesce(closed_on, date '9999-12-31')
        ) as valid_to
    from {{ ref('int_market_companies_versions') }}
),

known as (
    select distinct as_of_dates.as_of, registry.company_id
    from as_of_dates
    inner join registry
        on
            as_of_dates.as_of >= registry.valid_from
            and as_of_dates.as_of < registry.valid_to
),

markets as (
    select as_of, count(*) as market_company_count
    from known
    group by as_of
),

list_sources as (
    select list_source, min(valid_from) as valid_from
    from {{ ref('fct_source_names') }}
    group by list_source
),

reached as (
    select
        known.as_of,
        companies.list_source,
        count(*) as reached_company_count
    from known
    inner join {{ ref('int_market_companies_found') }} as companies
        on
            known.company_id = companies.company_id
            and known.as_of >= companies.found_on
            and known.as_of < coalesce(companies.lost_on, date '9999-12-31')
    group by known.as_of, companies.list_source
),

final as (
    select
        markets.as_of,
        list_sources.list_source,
        markets.market_company_count,
        coalesce(reached.reached_company_count, 0) as reached_company_count,
        coalesce(reached.reached_company_count, 0) / markets.market_company_count
            as source_coverage_rate
    from markets
    inner join list_sources on markets.as_of >= list_sources.valid_from
    left join reached
        on
            markets.as_of = reached.as_of
            and list_sources.list_source = reached.list_source
)

select * from final
