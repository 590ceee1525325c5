{# True of dates of which an increment draws the picture of open projects anew: later ones,
   those that are no longer forecast, and those that are not settled. #}
{% macro is_picture_later(as_of) -%}
{% if is_incremental() %}
{{ as_of }} not in (
    select as_of from {{ ref('int_forecast_dates') }}
    where is_settled and as_of <= {{ built_until() }}
)
{% else %}true{% endif %}
{%- endmacro %}
