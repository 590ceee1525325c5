{# What tells apart the states of an open project, for each step that a history allows:
   full by grade, age and months in the grade, pooled by age alone. #}
{% macro forecast_state(step) -%}
{% if step == 'full' -%}
concat_ws(
    ' | ', grade, nullif(age_band, ''), nullif(grade_band, ''),
    case when is_stalled then 'stalled' end
)
{%- else -%}
case when is_stalled then 'stalled' else concat('month ', age_months) end
{%- endif %}
{%- endmacro %}
