{# In the place of dbt's own: see build_anew and grow. #}
{% materialization incremental, adapter='duckdb' %}
    {% set relation = this.incorporate(type='table') %}
    {{ run_hooks(pre_hooks) }}
    {% if is_incremental() %}
        {% do grow(relation) %}
    {% else %}
        {% do build_anew(relation) %}
    {% endif %}
    {{ run_hooks(post_hooks) }}
    {% do adapter.commit() %}
    {{ return({'relations': [relation]}) }}
{% endmaterialization %}
