{{ config(materialized='view') }}

with

versions as (
    select * from {{ ref('int_products_versions') }}
    where list_price_amount is not null
),

first_projects as (
    select min(exported_on) as exported_on
    from {{ ref('int_batches_ordered') }}
    where entity = 'projects'
),

numbered as (
    select
        product,
        valid_from,
        max(list_price_amount) as list_price_amount,
        row_number() over (partition by product order by valid_from) as version_number
    from versions
    group by product, valid_from
),

final as (
    select
        numbered.product,
        numbered.list_price_amount,
        case
            when
                numbered.version_number = 1
                and numbered.valid_from <= first_projects.exported_on
                then date '0001-01-01'
            else numbered.valid_from
        end as valid_from
    from numbered
    cross join first_projects
)

select * from final
