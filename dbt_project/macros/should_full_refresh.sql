{# Takes the place of dbt's own. Models are built whole unless the build says up to which
   day all that was loaded is built already, and that nothing but later exports came
   since: publish/build.py knows, a dbt that somebody runs by hand does not. #}
{% macro should_full_refresh() %}
    {% set is_asked_for = flags.FULL_REFRESH or config.get('full_refresh') %}
    {% if model.resource_type == 'model' %}
        {{ return(is_asked_for or env_var('ACRE_BUILT_UNTIL', '') == '') }}
    {% endif %}
    {{ return(is_asked_for) }}
{% endmacro %}
