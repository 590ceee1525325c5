{# A text that differs wherever a column does; null is a value of its own. #}
{% macro md5_of(columns) -%}
    md5(concat_ws(
        chr(31),
        {%- for column in columns %}
        coalesce(cast({{ column }} as varchar), chr(30)){{ ',' if not loop.last }}
        {%- endfor %}
    ))
{%- endmacro %}
