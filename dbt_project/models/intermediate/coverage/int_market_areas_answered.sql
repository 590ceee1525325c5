{{ config(materialized='view') }}
{# Each kind of area has an equal join of its own, quick however many there are. #}
{% set kinds = [
    ('is not null', 'is not null'), ('is not null', 'is null'),
    ('is null', 'is not null'), ('is null', 'is null')
] %}
with

market_areas as (
    select distinct city, district, industry
    from {{ ref('int_market_companies_timeline') }}
),

areas as (
    select * from {{ ref('int_territory_areas_versions') }}
),

answered as (
    {% for district, industry in kinds %}
    select
        market_areas.city,
        market_areas.district,
        market_areas.industry,
        areas.territory_id,
        areas.valid_from,
        areas.valid_to
    from market_areas
    inner join areas
        on
            market_areas.city = areas.city
            {% if district == 'is not null' %}
            and market_areas.district = areas.district
            {% endif %}
            {% if industry == 'is not null' %}
            and market_areas.industry = areas.industry
            {% endif %}
    where areas.district {{ district }} and areas.industry {{ industry }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select * from answered
