{# True of prospects of which later exports than those of the last build may say something
   else of earlier days too. #}
{% macro is_told_later(prospect_id) -%}
{% if is_incremental() %}
coalesce(
    {{ prospect_id }} in (select prospect_id from {{ ref('int_prospects_told_later') }}),
    false
)
{% else %}true{% endif %}
{%- endmacro %}
