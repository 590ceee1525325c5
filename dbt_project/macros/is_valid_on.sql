{# True of the span of a record that holds on a date: from its first day on, until the day
   before its last, or still. #}
{% macro is_valid_on(spans, date) -%}
{{ date }} >= {{ spans }}.valid_from
and {{ date }} < coalesce({{ spans }}.valid_to, date '9999-12-31')
{%- endmacro %}
