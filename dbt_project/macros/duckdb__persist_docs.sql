{# dbt's own asks first which of the documented columns there are: a contract says that all
   are. #}
{% macro duckdb__persist_docs(relation, model, for_relation, for_columns) %}
{% if config.persist_relation_docs() %}
    {% call statement('persist_docs') %}
        {{ alter_relation_comment(relation, model.description) }}
        {% for column in model.columns.values() %}
        comment on column {{ relation }}.{{ column.name }}
        is {{ duckdb_escape_comment(column.description) }};
        {% endfor %}
    {% endcall %}
{% endif %}
{% endmacro %}
