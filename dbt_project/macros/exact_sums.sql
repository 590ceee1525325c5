{# Sums of amounts and of their squares, exact in decimals and so the same in any order of the
   rows. A square is rounded to whole RMB squared, which holds amounts of 17 digits. #}
{% macro sum_of_amounts(amount) -%}
cast(sum(cast({{ amount }} as decimal(38, 2))) as double)
{%- endmacro %}

{% macro sum_of_products(amount, other) -%}
cast(sum(cast(round(cast({{ amount }} as double) * cast({{ other }} as double)) as decimal(38, 0))) as double)
{%- endmacro %}
