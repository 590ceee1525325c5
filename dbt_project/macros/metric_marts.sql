{# Each mart that can answer for a semantic model of _metrics.yml, the one with the fewest rows
   first: its rollups, then the mart of the model itself. #}
{% macro metric_marts(semantic_model) %}
    {% set marts = [] %}
    {% for rollup in semantic_model.config.meta.rollups or [] %}
        {% set dimensions = {} %}
        {% for name in rollup.dimensions %}
            {% do dimensions.update({name: name}) %}
        {% endfor %}
        {% do marts.append(dict(
            rollup, dimensions=dimensions, is_span=false,
            totals=rollup.totals or [], attributes=rollup.attributes or []
        )) %}
    {% endfor %}
    {% set dimensions = {} %}
    {% for dimension in semantic_model.dimensions %}
        {% do dimensions.update({dimension.name: dimension.expr or dimension.name}) %}
    {% endfor %}
    {% set measures = {} %}
    {% for measure in semantic_model.measures %}
        {% do measures.update({measure.name: measure.expr or measure.name}) %}
    {% endfor %}
    {% do marts.append({
        'mart': semantic_model.node_relation.alias,
        'dimensions': dimensions,
        'measures': measures,
        'is_span': semantic_model.config.meta.is_span or false,
        'totals': [],
        'attributes': [],
    }) %}
    {{ return(marts) }}
{% endmacro %}
