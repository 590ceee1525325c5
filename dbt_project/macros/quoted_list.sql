{# Texts as a list of SQL. #}
{% macro quoted_list(texts) -%}
    cast([
        {%- for text in texts -%}
            {{ quoted(text) }}{{ ', ' if not loop.last }}
        {%- endfor -%}
    ] as varchar[])
{%- endmacro %}
