{# True of two spans that have a day in common. #}
{% macro spans_meet(spans, others) -%}
{{ spans }}.valid_from < coalesce({{ others }}.valid_to, date '9999-12-31')
and {{ others }}.valid_from < coalesce({{ spans }}.valid_to, date '9999-12-31')
{%- endmacro %}
