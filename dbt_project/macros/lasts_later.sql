{# True of spans that last beyond the newest day that the last build knew: those that it left
   open, which may have ended since, and those that began later. #}
{% macro lasts_later(spans) -%}
({{ spans }}.valid_to is null or {{ spans }}.valid_to > {{ built_until() }})
{%- endmacro %}
