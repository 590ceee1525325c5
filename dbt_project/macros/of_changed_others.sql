{# In an increment, for a list of prospects that changed: besides, those whose last span
   meets, by the condition given, one of others that later exports began or ended. #}
{% macro of_changed_others(spans, others, meets) -%}
union
select {{ spans }}.prospect_id
from {{ spans }}
inner join {{ others }} on {{ meets }}
where {{ spans }}.valid_to is null and {{ changed_later(others) }}
{%- endmacro %}
