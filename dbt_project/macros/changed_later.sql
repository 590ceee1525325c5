{# True of spans that later exports than those of the last build began or ended. What they
   say of earlier days stands. #}
{% macro changed_later(spans) -%}
({{ spans }}.valid_from > {{ built_until() }} or {{ spans }}.valid_to > {{ built_until() }})
{%- endmacro %}
