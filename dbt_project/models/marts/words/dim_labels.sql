with

labels as (
    select * from {{ ref('labels') }}
),

metrics as (
    select * from {{ ref('dim_metrics') }}
),

final as (
    select vocabulary, code, label_en, label_zh, colour, sort_order
    from labels
    union all
    select
        'metric', metric, label, label_zh, null,
        cast(row_number() over (order by metric) as integer)
    from metrics
)

select * from final
