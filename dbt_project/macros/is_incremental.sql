{# In the place of dbt's own, which looks whether the table stands, each time that a model
   asks: in an increment all tables stand, publish/build.py knows. #}
{% macro is_incremental() %}
    {{ return(
        execute
        and config.get('materialized') == 'incremental'
        and not should_full_refresh()
    ) }}
{% endmacro %}
