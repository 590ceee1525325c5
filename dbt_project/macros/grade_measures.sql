{# What is counted of spans of graded prospects, of which each prospect has one at a date. #}
{% macro grade_measures() -%}
count(*) as prospect_count,
        count(overgraded_steps) as assessed_count,
        count(*) filter (where is_overgraded) as overgraded_count,
        count(*) filter (where is_undergraded) as undergraded_count,
        coalesce(sum(overgraded_steps) filter (where is_overgraded), 0)
            as overgraded_step_count,
        count(*) filter (where is_stale) as stale_count
{%- endmacro %}
