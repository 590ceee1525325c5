{# For a pre-hook: takes away the counts that is_outcome_later is true of. #}
{% macro forget_outcomes() %}
{% if is_incremental() %}
delete from {{ this }} where {{ is_outcome_later('as_of', 'sign_due_on') }}
{% endif %}
{% endmacro %}
