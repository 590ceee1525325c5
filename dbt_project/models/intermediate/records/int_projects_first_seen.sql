with

versions as not materialized (
    select * from {{ ref('int_projects_versions') }}
),

-- What a source's first export shows, no later one tells otherwise.
first_exports as (
    select source, min(exported_on) as first_exported_on
    from {{ ref('int_batches_ordered') }}
    where entity = 'projects'
    group by source
),

first_shown as (
    select versions.*, first_exports.first_exported_on
    from versions
    inner join first_exports
        on
            versions.source = first_exports.source
            and versions.valid_from = first_exports.first_exported_on
),

not_shown_before as (
    select * from first_shown
    where not exists (
        select 1 from versions as earlier
        where
            earlier.project_id = first_shown.project_id
            and (
                earlier.valid_from < first_shown.valid_from
                or (
                    earlier.valid_from = first_shown.valid_from
                    and earlier.source < first_shown.source
                )
            )
    )
),

-- Some exports have amounts of won projects only. Before they were won, these were not known.
amounts as (
    select
        source,
        count(*) filter (where outcome = 'open') > 0
        and count(amount) filter (where outcome = 'open') = 0 as are_told_once_closed
    from first_shown
    group by source
),

final as (
    select
        project_id,
        source,
        prospect_id,
        rep_id,
        product_line,
        product,
        amount,
        if(amounts.are_told_once_closed, null, amount) as open_amount,
        outcome,
        opened_on as open_from,
        case
            when outcome = 'open' then first_exported_on
            else least(coalesce(closed_on, opened_on), first_exported_on)
        end as open_to,
        first_exported_on
    from not_shown_before
    inner join amounts using (source)
)

select * from final
