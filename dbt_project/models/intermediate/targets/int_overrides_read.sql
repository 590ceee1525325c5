{% set types = {
    'override_id': 'varchar',
    'territory_id': 'varchar',
    'target_grain': 'varchar',
    'target_start': 'date',
    'author': 'varchar',
    'reason': 'varchar',
    'release_id': 'varchar',
    'override_amount': 'decimal(18, 2)',
    'system_amount': 'double',
    'entered_at': 'timestamp',
    'as_of': 'date'
} %}
with

files as (
    select * from {{ ref('stg_overrides') }}
),

bounds as (
    select largest_amount from {{ ref('plausible_amounts') }}
    where entity = 'overrides' and field = 'override_amount'
),

texts as (
    select
        file,
        {% for field in types %}
        try(content ->> '$.{{ field }}') as {{ field }}{{ ',' if not loop.last }}
        {% endfor %}
    from files
),

typed as (
    select
        file,
        {% for field, data_type in types.items() %}
        try_cast({{ field }} as {{ data_type }}) as {{ field }},
        {% endfor %}
        override_amount as override_amount_text
    from texts
),

checked as (
    select
        typed.*,
        case
            {% for field in types if field != 'system_amount' %}
            when typed.{{ field }} is null then '{{ field }}'
            {% endfor %}
            when typed.target_grain not in ('month', 'quarter') then 'target_grain'
            when
                not coalesce(
                    typed.override_amount between 0 and bounds.largest_amount,
                    typed.override_amount >= 0
                )
                then 'override_amount'
            when
                row_number() over (
                    partition by typed.override_id order by typed.file
                ) > 1
                then 'override_id'
        end as invalid_field
    from typed
    left join bounds on true
),

final as (
    select
        checked.* exclude (override_amount_text),
        case checked.invalid_field
            {% for field in types if field != 'system_amount' %}
            when '{{ field }}' then left(texts.{{ field }}, 200)
            {% endfor %}
        end as invalid_value
    from checked
    inner join texts on checked.file = texts.file
)

select * from final
