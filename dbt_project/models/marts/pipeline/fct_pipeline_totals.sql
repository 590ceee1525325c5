with

pipeline as (
    select * from {{ ref('fct_open_pipeline') }}
),

final as (
    select
        as_of,
        segment,
        industry,
        product_line,
        declared_grade,
        cast(sum(project_count) as bigint) as project_count,
        cast(sum(open_amount) as decimal(38, 2)) as open_amount,
        cast(sum(missing_amount_count) as bigint) as missing_amount_count,
        is_reconstructed
    from pipeline
    group by
        as_of, segment, industry, product_line, declared_grade, is_reconstructed
)

select * from final
