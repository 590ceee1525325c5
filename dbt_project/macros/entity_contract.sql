{# What models/staging/sources.yml says of an entity:
     columns       all columns of the raw table, in order
     key           those that identify a record
     fields        the others that an export fills
     is_removed_by_absence
     vocabularies  column -> known values
   While dbt parses, the contract cannot be read yet: the answer is empty. #}
{% macro entity_contract(entity) %}
    {% set contract = {
        'columns': [], 'key': [], 'fields': [], 'is_removed_by_absence': false,
        'vocabularies': {}
    } %}
    {% if execute %}
        {% set row_columns = ['batch_id', 'record_number', 'row_hash'] %}
        {% set table = graph.sources['source.' ~ project_name ~ '.raw.' ~ entity] %}
        {% do contract.update({
            'columns': table.columns.keys() | list,
            'key': table.meta.key,
            'is_removed_by_absence': table.meta.absence == 'removes'
        }) %}
        {% for name, column in table.columns.items() %}
            {% if name not in row_columns + contract.key %}
                {% do contract.fields.append(name) %}
            {% endif %}
            {% if column.meta.vocabulary %}
                {% do contract.vocabularies.update({name: column.meta.vocabulary}) %}
            {% endif %}
        {% endfor %}
    {% endif %}
    {{ return(contract) }}
{% endmacro %}
