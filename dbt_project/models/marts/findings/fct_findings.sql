{% set findings = [
    'changed_id',
    'closed_before_opened',
    'closed_in_future',
    'closed_on_missing',
    'implausible_amount',
    'invalid_override',
    'negative_amount',
    'outcome_contradicts_flags',
    'shared_id',
    'unknown_prospect',
    'unknown_rep',
    'unknown_territory',
    'unknown_value'
] %}
with

final as (
    {% for finding in findings %}
    select * from {{ ref('int_findings_' ~ finding) }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select * from final
