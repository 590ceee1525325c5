{# What is counted of spans of graded prospects, of which each prospect has one at a date. #}
{% macro grade_measures() -%}
count(*) as prospect_count,
        count(inflation_steps) as assessed_count,
        count(*) filter (where is_inflated) as inflated_count,
        count(*) filter (where is_understated) as understated_count,
        coalesce(sum(inflation_steps) filter (where is_inflated), 0)
            as inflation_step_count,
        count(*) filter (where is_stale) as stale_count
{%- endmacro %}
