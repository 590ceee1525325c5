with

versions as not materialized (
    select * from {{ ref('int_projects_timeline') }}
    where not is_reconstructed
),

first_exports as (
    select source, min(exported_on) as first_exported_on
    from {{ ref('int_batches_ordered') }}
    where entity = 'projects'
    group by source
),

closed_projects as (
    select project_id from versions
    where outcome in ('won', 'lost')
),

followed as (
    select
        versions.*,
        versions.valid_from = first_exports.first_exported_on
        and lag(versions.valid_from) over history is null as is_first_snapshot,
        lead(versions.valid_from) over history as next_version_on
    from versions
    inner join first_exports on versions.source = first_exports.source
    where versions.project_id in (select project_id from closed_projects)
    window history as (
        partition by versions.project_id
        order by versions.valid_from
    )
),

dated as (
    select
        *,
        case when not is_first_snapshot then valid_from end as fallback_on,
        least(coalesce(closed_on, fallback_on), valid_from) as closed_day
    from followed
    where outcome in ('won', 'lost')
),

final as (
    select
        project_id,
        outcome,
        opened_on,
        closed_day as closed_on,
        cast(date_trunc('month', closed_day) as date) as closed_month,
        coalesce(amount, 0) as amount,
        case
            when is_first_snapshot then least(closed_day + 1, valid_from)
            else valid_from
        end as known_on,
        {{ month_ceiling('known_on') }} as known_month,
        {{ month_ceiling('next_version_on') }} as forgotten_month,
        is_first_snapshot
    from dated
    where coalesce(closed_on, fallback_on) is not null
)

select * from final
