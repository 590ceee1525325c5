with

final as (
    select vocabulary, code, label_en, label_zh, colour, sort_order
    from {{ ref('labels') }}
)

select * from final
