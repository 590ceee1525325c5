{# For a pre-hook: takes away what the increment is to bring, should it be there. #}
{% macro forget_later(date) %}
{% if is_incremental() %}
delete from {{ this }} where {{ date }} > {{ built_until() }}
{% endif %}
{% endmacro %}
