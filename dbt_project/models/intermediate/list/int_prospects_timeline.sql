with

versions as (
    select * from {{ ref('int_prospects_versions') }}
),

takeovers as (
    select * from {{ ref('int_prospects_takeovers') }}
),

final as (
    select
        versions.prospect_id,
        versions.source,
        coalesce(versions.territory_id, 'unassigned') as territory_id,
        coalesce(versions.declared_grade, 'ungraded') as declared_grade,
        coalesce(versions.status, 'active') = 'active' as is_on_list,
        versions.valid_from,
        least(versions.valid_to, takeovers.taken_over_on) as valid_to
    from versions
    left join takeovers
        on
            versions.prospect_id = takeovers.prospect_id
            and versions.source = takeovers.source
    where
        versions.valid_from < takeovers.taken_over_on
        or takeovers.taken_over_on is null
)

select * from final
