{# Month of the quarter: 1, 2 or 3. #}
{% macro quarter_month(month) -%}
(month({{ month }}) - 1) % 3 + 1
{%- endmacro %}
