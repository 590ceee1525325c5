{# Whether a win was known by then: no later news enters an earlier forecast. #}
{% macro is_known(then, wins) -%}
{{ wins }}.known_month <= {{ then }}.known_month
            and (
                {{ wins }}.forgotten_month is null
                or {{ wins }}.forgotten_month > {{ then }}.known_month
            )
{%- endmacro %}
