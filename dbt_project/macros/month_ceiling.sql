{# The first of the month on or after a date. #}
{% macro month_ceiling(date) -%}
cast(date_trunc('month', {{ date }} + to_months(1) - to_days(1)) as date)
{%- endmacro %}
