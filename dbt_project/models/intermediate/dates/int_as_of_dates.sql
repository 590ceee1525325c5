with

exports as (
    select exported_on, bool_or(entity = 'prospects') as has_list
    from {{ ref('int_batches_ordered') }}
    where entity in ('prospects', 'projects')
    group by exported_on
),

limits as (
    select
        min(exported_on) as first_exported_on,
        min(exported_on) filter (where has_list) as first_listed_on,
        max(exported_on) as newest_exported_on
    from exports
),

reconstructed as (
    select min(valid_from) as earliest_open_on
    from {{ ref('int_projects_reconstructed') }}
    where outcome = 'open'
),

months_back as (
    select generate_series as months
    from generate_series(1, {{ var('reconstructed_months') }})
),

month_ends as (
    select
        cast(
            last_day(limits.first_exported_on - to_months(months_back.months)) as date
        ) as as_of
    from limits
    cross join months_back
),

final as (
    select
        exports.exported_on as as_of,
        false as is_reconstructed,
        exports.exported_on = limits.newest_exported_on as is_newest,
        coalesce(exports.exported_on >= limits.first_listed_on, false) as is_list_known
    from exports
    cross join limits
    union all
    select month_ends.as_of, true, false, false
    from month_ends
    inner join reconstructed on month_ends.as_of >= reconstructed.earliest_open_on
)

select * from final
