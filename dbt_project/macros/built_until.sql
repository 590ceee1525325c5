{# The newest date of the exports that the last build knew, in an increment; else the
   first of all days. #}
{% macro built_until() -%}
date '{{ env_var('ACRE_BUILT_UNTIL', '') or '0001-01-01' }}'
{%- endmacro %}
