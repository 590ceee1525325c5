{# What fct_territory_coverage counts in a column each; a grade besides is in the total only. #}
{% macro counted_grades() -%}
{{ return(['A', 'B', 'C', 'D', 'ungraded']) }}
{%- endmacro %}
