with

versions as (
    select * from {{ ref('int_products_versions') }}
),

numbered as (
    select
        *,
        row_number() over (
            partition by product order by valid_from desc, source desc
        ) as versions_back
    from versions
),

final as (
    select
        product,
        product_line,
        list_price_amount,
        valid_to is null as is_current
    from numbered
    where versions_back = 1
)

select * from final
