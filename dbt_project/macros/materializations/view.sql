{# In the place of dbt's own, which makes a view beside the one that stands and renames both. #}
{% materialization view, adapter='duckdb' %}
    {% set relation = this.incorporate(type='view') %}
    {% set existing = load_cached_relation(relation) %}
    {% if existing is not none and not existing.is_view %}
        {% do adapter.drop_relation(existing) %}
    {% endif %}
    {{ run_hooks(pre_hooks) }}
    {% if config.get('contract').enforced %}
        {% do get_assert_columns_equivalent(compiled_code) %}
    {% endif %}
    {% call statement('main') %}
        create or replace view {{ relation }} as ({{ compiled_code }})
    {% endcall %}
    {% do persist_docs(relation, model) %}
    {{ run_hooks(post_hooks) }}
    {% do adapter.commit() %}
    {{ return({'relations': [relation]}) }}
{% endmaterialization %}
