{# Each kind of area has an equal join of its own, quick however many there are. #}
{% set kinds = [
    ('is not null', 'is not null'), ('is not null', 'is null'),
    ('is null', 'is not null'), ('is null', 'is null')
] %}
with

companies as not materialized (
    select * from {{ ref('dim_market_companies') }}
),

areas as (
    select * from {{ ref('int_territory_areas_versions') }}
),

first_exports as (
    select max(first_exported_on) as both_known_from
    from (
        select entity, min(exported_on) as first_exported_on
        from {{ ref('int_batches_ordered') }}
        where entity in ('market_companies', 'territory_areas')
        group by entity
    )
    having count(*) = 2
),

as_of_dates as (
    select as_of_dates.as_of
    from {{ ref('dim_as_of_dates') }} as as_of_dates
    inner join first_exports on as_of_dates.as_of >= first_exports.both_known_from
    where as_of_dates.is_list_known
),

market_areas as (
    select
        as_of_dates.as_of,
        companies.city,
        companies.district,
        companies.industry,
        count(*) as market_company_count,
        count(*) filter (where companies.is_covered) as covered_company_count
    from as_of_dates
    inner join companies
        on
            {{ is_valid_on('companies', 'as_of_dates.as_of') }}
    group by
        as_of_dates.as_of, companies.city, companies.district, companies.industry
),

distinct_areas as (
    select distinct city, district, industry from companies
),

answered as (
    {% for district, industry in kinds %}
    select
        distinct_areas.city,
        distinct_areas.district,
        distinct_areas.industry,
        areas.territory_id,
        areas.valid_from,
        areas.valid_to
    from distinct_areas
    inner join areas
        on
            distinct_areas.city = areas.city
            {% if district == 'is not null' %}
            and distinct_areas.district = areas.district
            {% endif %}
            {% if industry == 'is not null' %}
            and distinct_areas.industry = areas.industry
            {% endif %}
    where areas.district {{ district }} and areas.industry {{ industry }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

answering as (
    select
        as_of_dates.as_of,
        answered.city,
        answered.district,
        answered.industry,
        list_sort(list(distinct answered.territory_id)) as territory_ids
    from as_of_dates
    inner join answered
        on
            {{ is_valid_on('answered', 'as_of_dates.as_of') }}
    group by as_of_dates.as_of, answered.city, answered.district, answered.industry
),

final as (
    select
        market_areas.as_of,
        market_areas.city,
        market_areas.district,
        market_areas.industry,
        coalesce(answering.territory_ids, []) as territory_ids,
        cast(coalesce(len(answering.territory_ids), 0) as bigint) as territory_count,
        market_areas.market_company_count,
        market_areas.covered_company_count,
        market_areas.covered_company_count / market_areas.market_company_count
            as market_coverage_rate
    from market_areas
    left join answering
        on
            market_areas.as_of = answering.as_of
            and market_areas.city = answering.city
            and market_areas.district = answering.district
            and market_areas.industry = answering.industry
)

select * from final
