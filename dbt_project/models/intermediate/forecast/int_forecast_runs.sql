with

stored as (
    select * from {{ ref('stg_forecast_runs') }}
),

runs as (
    select
        run_id,
        as_of,
        definitions_version,
        count(*) as row_count,
        stored_at
    from stored
    group by run_id, as_of, definitions_version, stored_at
),

-- The first run stored for a date takes precedence.
final as (
    select
        *,
        row_number() over (partition by as_of order by stored_at, run_id) = 1
            as is_in_use
    from runs
)

select * from final
