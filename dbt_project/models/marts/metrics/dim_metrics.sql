with

final as (
    {% for metric in project_metrics() %}
    select
        {{ quoted(metric.name) }} as metric,
        {{ quoted(metric.label) }} as label,
        {{ quoted(metric.config.meta.label_zh) }} as label_zh,
        {{ quoted(metric.type) }} as metric_type,
        {{ quoted((metric.type_params.numerator or {}).name) }} as numerator,
        {{ quoted((metric.type_params.denominator or {}).name) }} as denominator,
        {{ quoted(metric.type_params.expr if metric.type == 'derived') }} as expression,
        {{ quoted(metric.config.meta.better) }} as better,
        {{ quoted(metric.description) }} as description
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select * from final
