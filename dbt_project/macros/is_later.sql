{# True of dates that the last build did not know; where all is built, of any date. #}
{% macro is_later(date) -%}
{% if is_incremental() %}{{ date }} > {{ built_until() }}{% else %}true{% endif %}
{%- endmacro %}
