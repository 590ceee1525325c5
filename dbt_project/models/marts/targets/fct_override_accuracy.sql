with

finished as (
    select
        *,
        cast(override_amount as double) - cast(actual_amount as double)
            as override_error,
        system_amount - cast(actual_amount as double) as system_error
    from {{ ref('int_overrides_scored') }}
    where is_last_of_date and actual_amount is not null and system_amount is not null
),

final as (
    select
        target_grain,
        horizon,
        count(*) as override_count,
        {{ stable_sum('abs(override_error)') }} / nullif({{ stable_sum('cast(actual_amount as double)') }}, 0)
            as override_wape,
        {{ stable_sum('abs(system_error)') }} / nullif({{ stable_sum('cast(actual_amount as double)') }}, 0)
            as system_wape,
        {{ stable_sum('override_error') }} / nullif({{ stable_sum('cast(actual_amount as double)') }}, 0)
            as override_bias,
        {{ stable_sum('system_error') }} / nullif({{ stable_sum('cast(actual_amount as double)') }}, 0)
            as system_bias
    from finished
    group by target_grain, horizon
)

select * from final
