{# In the place of dbt's own: see build_anew. #}
{% materialization table, adapter='duckdb' %}
    {% set relation = this.incorporate(type='table') %}
    {{ run_hooks(pre_hooks) }}
    {% do build_anew(relation) %}
    {{ run_hooks(post_hooks) }}
    {% do adapter.commit() %}
    {{ return({'relations': [relation]}) }}
{% endmaterialization %}
