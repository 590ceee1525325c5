with

overrides as (
    select * from {{ ref('int_overrides_read') }}
    where invalid_field is not null
),

newest_date as (
    select max(as_of) as as_of from {{ ref('int_as_of_dates') }}
),

final as (
    select
        'invalid_override' as finding,
        'overrides' as entity,
        'overrides' as source,
        overrides.file as record_id,
        overrides.invalid_field as field,
        overrides.invalid_value as value,
        newest_date.as_of as exported_on
    from overrides
    inner join newest_date on newest_date.as_of is not null
)

select * from final
