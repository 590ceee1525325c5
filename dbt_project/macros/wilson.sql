{# One bound of the Wilson interval of a share, 'low' or 'high'; null without cases. #}
{% macro wilson(case_count, all_count, bound) -%}
    {%- set z = var('interval_z') -%}
    {%- set share = case_count ~ ' / nullif(' ~ all_count ~ ', 0)' -%}
    {%- set edge = 'greatest(0.0, ' if bound == 'low' else 'least(1.0, ' -%}
    {%- set sign = '-' if bound == 'low' else '+' -%}
    case when {{ all_count }} > 0 then {{ edge }}(
        {{ share }} + {{ z * z / 2 }} / {{ all_count }}
        {{ sign }} {{ z }} * sqrt(
            {{ share }} * (1 - {{ share }}) / {{ all_count }}
            + {{ z * z / 4 }} / ({{ all_count }} * {{ all_count }})
        )
    ) / (1 + {{ z * z }} / {{ all_count }})) end
{%- endmacro %}
