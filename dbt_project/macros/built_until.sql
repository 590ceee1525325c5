{# The newest date of the exports that the last build knew; asked for in increments only. #}
{% macro built_until() -%}
date '{{ env_var('ACRE_BUILT_UNTIL') }}'
{%- endmacro %}
