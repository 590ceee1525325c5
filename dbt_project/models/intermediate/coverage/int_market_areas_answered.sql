{{ config(materialized='view') }}
{# Each kind of area has an equal join of its own, quick however many there are. #}
{% set kinds = [
    ('is not null', 'is not null'), ('is not null', 'is null'),
    ('is null', 'is not null'), ('is null', 'is null')
] %}
with

places as (
    select distinct city, district, industry
    from {{ ref('int_market_companies_timeline') }}
),

areas as (
    select * from {{ ref('int_territory_areas_versions') }}
),

answered as (
    {% for district, industry in kinds %}
    select
        places.city,
        places.district,
        places.industry,
        areas.territory_id,
        areas.valid_from,
        areas.valid_to
    from places
    inner join areas
        on
            places.city = areas.city
            {% if district == 'is not null' %}
            and places.district = areas.district
            {% endif %}
            {% if industry == 'is not null' %}
            and places.industry = areas.industry
            {% endif %}
    where areas.district {{ district }} and areas.industry {{ industry }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select * from answered
