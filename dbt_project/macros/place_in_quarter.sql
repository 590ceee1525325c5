{# Place of a month in its quarter: 1, 2 or 3. #}
{% macro place_in_quarter(month) -%}
(month({{ month }}) - 1) % 3 + 1
{%- endmacro %}
