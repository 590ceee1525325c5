{# No two rows agree in all columns of the key, and neither a column of the key nor one that
   is to be filled is null. Two nulls of a nullable column of the key count as equal. #}
{% test primary_key(model, columns, filled=[], nullable=[]) %}
with

keys as (
    select
        {{ columns | join(', ') }},
        count(*) as row_count,
        min(
            case
                {% for column in columns + filled if column not in nullable %}
                when {{ column }} is null then '{{ column }} is null'
                {% endfor %}
            end
        ) as blank
    from {{ model }}
    group by {{ columns | join(', ') }}
),

final as (
    select
        {{ columns | join(', ') }},
        concat_ws(
            ', ',
            blank,
            case when row_count > 1 then row_count || ' rows have this key' end
        ) as reason
    from keys
    where row_count > 1 or blank is not null
)

select * from final
{% endtest %}
