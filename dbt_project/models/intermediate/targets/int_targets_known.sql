{{ config(materialized='view') }}

with

targets as (
    select * from {{ ref('int_targets_versions') }}
),

known as (
    select
        territory_id,
        cast(date_trunc('quarter', quarter_start) as date) as quarter_start,
        target_amount,
        row_number() over (
            partition by territory_id, date_trunc('quarter', quarter_start)
            order by last_seen_on desc, valid_from desc, quarter_start, source
        ) = 1 as is_last
    from targets
    where valid_to is null
),

final as (
    select territory_id, quarter_start, target_amount
    from known
    where is_last and target_amount is not null
)

select * from final
