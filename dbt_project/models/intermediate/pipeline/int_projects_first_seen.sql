with

versions as (
    select * from {{ ref('int_projects_versions') }}
),

first_exports as (
    select source, min(exported_on) as first_exported_on
    from {{ ref('int_batches_ordered') }}
    where entity = 'projects'
    group by source
),

numbered as (
    select
        *,
        row_number() over (
            partition by project_id order by valid_from, source
        ) as version_number
    from versions
),

final as (
    select
        numbered.project_id,
        numbered.source,
        numbered.prospect_id,
        numbered.rep_id,
        numbered.product_line,
        numbered.product,
        numbered.amount,
        numbered.opened_on as open_from,
        case
            when numbered.outcome = 'open' then first_exports.first_exported_on
            else least(numbered.closed_on, first_exports.first_exported_on)
        end as open_to
    from numbered
    inner join first_exports
        on
            numbered.source = first_exports.source
            and numbered.valid_from = first_exports.first_exported_on
    where
        numbered.version_number = 1
        and (numbered.outcome = 'open' or numbered.closed_on is not null)
)

select * from final
where open_from < open_to
