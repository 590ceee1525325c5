with

versions as (
    select * from {{ ref('int_projects_versions') }}
),

takeovers as (
    select * from {{ ref('int_projects_takeovers') }}
),

reconstructed as (
    select * from {{ ref('int_projects_reconstructed') }}
),

known as (
    select
        versions.project_id,
        versions.source,
        versions.prospect_id,
        versions.rep_id,
        versions.product_line,
        versions.stage,
        versions.outcome,
        versions.amount,
        false as is_reconstructed,
        versions.valid_from,
        least(versions.valid_to, takeovers.taken_over_on) as valid_to
    from versions
    left join takeovers
        on
            versions.project_id = takeovers.project_id
            and versions.source = takeovers.source
    where
        versions.valid_from < takeovers.taken_over_on
        or takeovers.taken_over_on is null
),

final as (
    select * from known
    union all
    select * from reconstructed
)

select * from final
