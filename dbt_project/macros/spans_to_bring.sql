{# The spans of prospects from which a table is built; in an increment, only those of the
   prospects that changed. #}
{% macro spans_to_bring() -%}
{% set all = ref('int_prospects_timeline') %}
{% set changed = ref('int_prospects_changed_later') %}
{{ changed if is_incremental() else all }}
{%- endmacro %}
