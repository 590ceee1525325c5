with

overrides as (
    select * from {{ ref('int_overrides_scored') }}
),

final as (
    select
        override_id,
        territory_id,
        target_grain,
        target_start,
        author,
        reason,
        release_id,
        override_amount,
        system_amount,
        cast(actual_amount as decimal(38, 2)) as actual_amount,
        horizon,
        is_in_use,
        entered_at,
        as_of
    from overrides
)

select * from final
