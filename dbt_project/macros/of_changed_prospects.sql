{# In an increment: only the spans of prospects of which one began or ended later than the
   last build knew. #}
{% macro of_changed_prospects(spans) -%}
{% if is_incremental() %}
where prospect_id in (
    select prospect_id from {{ spans }} as changed
    where {{ changed_later('changed') }}
)
{% endif %}
{%- endmacro %}
