{# Grades that marts count in a column each; others are in their totals only. #}
{% macro counted_grades() -%}
{{ return(['A', 'B', 'C', 'D', 'ungraded']) }}
{%- endmacro %}
