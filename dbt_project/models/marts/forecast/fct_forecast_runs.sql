with

runs as (
    select * from {{ ref('int_forecast_runs') }}
),

final as (
    select run_id, as_of, definitions_version, row_count, is_in_use, stored_at
    from runs
)

select * from final
