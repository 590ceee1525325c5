{# For a pre-hook: takes away the rows of which a condition is true, is_later,
   is_outcome_later or is_picture_later, which the increment brings anew. #}
{% macro forget(condition) %}
{% if is_incremental() %}
delete from {{ this }} where {{ condition }}
{% endif %}
{% endmacro %}
