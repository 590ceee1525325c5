{% set amounts = [
    ('prospects', 'annual_revenue_amount'), ('prospects', 'annual_profit_amount'),
    ('projects', 'amount'), ('projects', 'budget_amount'),
    ('products', 'list_price_amount'), ('project_stages', 'amount'),
    ('quotations', 'amount'), ('events', 'cost_amount'), ('targets', 'target_amount'),
    ('market_companies', 'annual_revenue_amount')
] %}
with

amounts as (
    {% for entity, field in amounts %}
    select
        '{{ entity }}' as entity,
        source,
        concat_ws('|', {{ entity_contract(entity).key | join(', ') or 'source' }}) as record_id,
        '{{ field }}' as field,
        {{ field }} as amount,
        valid_from
    from {{ ref('int_' ~ entity ~ '_versions') }}
    where valid_to is null
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

bounds as (
    select * from {{ ref('plausible_amounts') }}
),

final as (
    select
        'implausible_amount' as finding,
        amounts.entity,
        amounts.source,
        amounts.record_id,
        amounts.field,
        cast(amounts.amount as varchar) as value,
        amounts.valid_from as exported_on
    from amounts
    inner join bounds
        on amounts.entity = bounds.entity and amounts.field = bounds.field
    where abs(amounts.amount) > bounds.largest_amount
)

select * from final
