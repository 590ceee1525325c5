{# A share drawn towards a wider one, as if so many more cases had shown the latter. #}
{% macro shrunk(won, all, towards, weight=var('forecast_prior_weight')) -%}
({{ won }} + {{ weight }} * {{ towards }}) / ({{ all }} + {{ weight }})
{%- endmacro %}
