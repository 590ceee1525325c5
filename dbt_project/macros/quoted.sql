{# A text as a literal of SQL; null for none. #}
{% macro quoted(text) -%}
    {%- if text is none or text is undefined -%}
        cast(null as varchar)
    {%- else -%}
        '{{ text | string | replace("'", "''") }}'
    {%- endif -%}
{%- endmacro %}
