with

list_counts as (
    select
        as_of,
        segment,
        industry,
        product_lines,
        declared_grade,
        sum(prospect_count) as prospect_count
    from {{ ref('fct_list_counts') }}
    group by as_of, segment, industry, product_lines, declared_grade
),

one_product_line as (
    select *, unnest(product_lines) as product_line
    from list_counts
),

-- A prospect counts once in all product lines, and once in each that it has. A value
-- that an export calls all cannot be confused with the total.
by_product_line as (
    select *, 'all' as product_line
    from list_counts
    union all
    select * from one_product_line
    where product_line <> 'all'
),

final as (
    select
        as_of,
        case when grouping(segment) = 1 then 'all' else segment end as segment,
        case when grouping(industry) = 1 then 'all' else industry end as industry,
        product_line,
        declared_grade,
        cast(sum(prospect_count) as bigint) as prospect_count
    from by_product_line
    group by as_of, product_line, declared_grade, cube (segment, industry)
    having grouping(industry) = 1 or industry <> 'all'
)

select * from final
