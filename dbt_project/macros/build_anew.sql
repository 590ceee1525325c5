{# Makes the table of a model in the place of the one that stands there. dbt's own makes it
   beside and renames both, in four more statements of each model. In an increment the
   contract that a table kept stands, and its comments too: it is filled anew. #}
{% macro build_anew(relation) %}
{% set is_contracted = config.get('contract').enforced %}
{% set is_whole = should_full_refresh() %}
{% if is_whole %}
    {% set existing = load_cached_relation(relation) %}
    {% if existing is not none and not existing.is_table %}
        {% do adapter.drop_relation(existing) %}
    {% endif %}
    {% if is_contracted %}
        {% do get_assert_columns_equivalent(compiled_code) %}
    {% endif %}
{% endif %}
{% call statement('main') %}
    {% if is_contracted and is_whole %}
    create or replace table {{ relation }} {{ get_table_columns_and_constraints() }};
    insert into {{ relation }} by name ({{ compiled_code }});
    {% elif is_contracted %}
    delete from {{ relation }};
    insert into {{ relation }} by name ({{ compiled_code }});
    {% else %}
    create or replace table {{ relation }} as ({{ compiled_code }});
    {% endif %}
{% endcall %}
{% if is_whole %}
    {% do persist_docs(relation, model) %}
{% endif %}
{% endmacro %}
