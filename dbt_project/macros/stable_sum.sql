{# The sum of fractions, added up in the order of their size: whatever order the rows come in,
   the last digit is the same. Sums of integers and decimals are exact without it. #}
{% macro stable_sum(value) -%}
sum({{ value }} order by {{ value }})
{%- endmacro %}
