{# True where an amount is no farther from a bound than the var borderline_rate says. #}
{% macro is_near(amount, bound) -%}
    coalesce(abs({{ amount }} - {{ bound }}) <= {{ var('borderline_rate') }} * {{ bound }}, false)
{%- endmacro %}
