with

final as (
    select
        cast(null as varchar) as metric,
        cast(null as varchar) as semantic_model,
        cast(null as varchar) as mart,
        cast(null as integer) as mart_rank,
        cast(null as varchar) as aggregate,
        cast(null as varchar) as time_column,
        cast(null as varchar[]) as dimensions,
        cast(null as varchar[]) as dimension_expressions,
        cast(null as varchar[]) as totals,
        cast(null as varchar[]) as attributes,
        cast(null as boolean) as is_flow,
        cast(null as boolean) as may_be_unknown,
        cast(null as boolean) as is_span
    where false
    {% for model in (graph.semantic_models or {}).values() %}
    {% for mart in metric_marts(model) %}
    {% set mart_rank = loop.index %}
    {% for measure in model.measures if measure.name in mart.measures %}
    {% set meta = measure.config.meta %}
    {% set summed = measure.agg.replace('_distinct', '(distinct ') if 'distinct' in measure.agg else measure.agg ~ '(' %}
    {% set summed = summed ~ mart.measures[measure.name] ~ ')' %}
    {% set summed = summed if meta.may_be_unknown else 'coalesce(' ~ summed ~ ', 0)' %}
    union all
    select
        {{ quoted(measure.name) }},
        {{ quoted(model.name) }},
        {{ quoted(mart.mart) }},
        {{ mart_rank }},
        {{ quoted('cast(' ~ summed ~ ' as ' ~ (meta.data_type or 'bigint') ~ ')') }},
        {{ quoted(model.defaults.agg_time_dimension) }},
        {{ quoted_list(mart.dimensions.keys()) }},
        {{ quoted_list(mart.dimensions.values()) }},
        {{ quoted_list(mart.totals) }},
        {{ quoted_list(mart.attributes) }},
        {{ measure.non_additive_dimension is none }},
        {{ meta.may_be_unknown or false }},
        {{ mart.is_span }}
    {% endfor %}
    {% endfor %}
    {% endfor %}
)

select * from final
