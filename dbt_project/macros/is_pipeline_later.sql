{# True of open projects on later dates than the last build knew and, where exports since
   then tell of the reconstructed past anew, of all that is_reconstructed. #}
{% macro is_pipeline_later(as_of, is_reconstructed='true') -%}
{% if is_incremental() %}
(
    {{ as_of }} > (select told_after from {{ ref('int_past_told_later') }})
    and ({{ as_of }} > {{ built_until() }} or {{ is_reconstructed }})
)
{% else %}true{% endif %}
{%- endmacro %}
