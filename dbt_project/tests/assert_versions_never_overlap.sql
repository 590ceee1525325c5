-- Assert that the versions of one record never overlap and that none is empty: on any
-- date a record has one content or none.
with

followed as (
    {% for entity in entities() %}
    {% set key = entity_contract(entity).key | join(', ') %}
    select
        '{{ entity }}' as entity,
        source,
        concat_ws('|', {{ key }}) as record_id,
        valid_from,
        valid_to,
        lead(valid_from) over (
            partition by source, {{ key }} order by valid_from
        ) as next_valid_from
    from {{ ref('int_' ~ entity ~ '_versions') }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select * from followed
where
    valid_to <= valid_from
    or valid_to > next_valid_from
    or (valid_to is null and next_valid_from is not null)
