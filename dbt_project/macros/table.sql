{# Takes the place of dbt's own, which builds beside what was there, renames both and drops
   the old: in DuckDB one transaction replaces a table as safely, and most models are so
   small that the renaming took longer than they. #}
{% materialization table, adapter='duckdb' %}
    {% set existing = load_cached_relation(this) %}
    {% set target = this.incorporate(type='table') %}
    {{ run_hooks(pre_hooks) }}
    {% call statement('main') %}
        {{ 'drop ' ~ existing.type ~ ' if exists ' ~ existing ~ ';' if existing }}
        {{ create_table_as(False, target, compiled_code) }}
    {% endcall %}
    {{ run_hooks(post_hooks) }}
    {% do persist_docs(target, model) %}
    {{ adapter.commit() }}
    {{ return({'relations': [target]}) }}
{% endmaterialization %}
