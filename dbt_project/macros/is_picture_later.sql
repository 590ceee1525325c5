{# True of dates of which an increment draws the picture of open projects anew: later ones,
   those that are no longer forecast and, where exports since then tell of the reconstructed
   past anew, those that are not settled. #}
{% macro is_picture_later(as_of) -%}
{% if is_incremental() %}
{{ as_of }} not in (
    select as_of from {{ ref('int_forecast_dates') }}
    where
        as_of <= {{ built_until() }}
        and (
            is_settled
            or not (select is_told_anew from {{ ref('int_past_told_later') }})
        )
)
{% else %}true{% endif %}
{%- endmacro %}
