{% set attributes = {
    'segment': 'segment',
    'industry': 'industry',
    'product_line': 'unnest(product_lines)',
    'declared_grade': 'declared_grade',
} %}
with

list_counts as not materialized (
    select * from {{ ref('fct_list_counts') }}
),

by_attribute as (
    {% for attribute, value in attributes.items() %}
    select
        as_of,
        '{{ attribute }}' as attribute,
        {{ value }} as attribute_value,
        territory_id,
        rep_id,
        team,
        declared_grade,
        prospect_count,
        overdue_count
    from list_counts
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

final as (
    select
        as_of,
        attribute,
        attribute_value,
        territory_id,
        rep_id,
        team,
        cast(sum(prospect_count) as bigint) as prospect_count,
        {% for grade in counted_grades() %}
        cast(sum(if(declared_grade = '{{ grade }}', prospect_count, 0)) as bigint)
            as {{ grade | lower }}_count,
        {% endfor %}
        cast(sum(overdue_count) as bigint) as overdue_count
    from by_attribute
    group by as_of, attribute, attribute_value, territory_id, rep_id, team
)

select * from final
