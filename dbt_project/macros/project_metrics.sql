{# The metrics of _metrics.yml by name; one that a measure makes has that measure's config. While
   dbt parses it knows none yet: a blank one stands for them, so that the SQL is whole. #}
{% macro project_metrics() %}
    {% set measures = {} %}
    {% for model in (graph.semantic_models or {}).values() %}
        {% for measure in model.measures %}
            {% do measures.update({measure.name: measure}) %}
        {% endfor %}
    {% endfor %}
    {% set metrics = [] %}
    {% for metric in (graph.metrics or {}).values() | sort(attribute='name') %}
        {% set declared = measures.get(metric.name, metric) %}
        {% do metrics.append(dict(metric, config=declared.config)) %}
    {% endfor %}
    {% set blank = {'name': none, 'type_params': {}, 'config': {'meta': {}}} %}
    {{ return(metrics or [blank]) }}
{% endmacro %}
