with

prospects as (
    select * from {{ ref('int_prospects_versions') }}
    where valid_to is null
),

territories as not materialized (
    select territory_id from {{ ref('int_territories_versions') }}
),

final as (
    select
        'unknown_territory' as finding,
        'prospects' as entity,
        prospects.source,
        prospects.prospect_id as record_id,
        'territory_id' as field,
        prospects.territory_id as value,
        prospects.valid_from as exported_on
    from prospects
    anti join territories on prospects.territory_id = territories.territory_id
    where prospects.territory_id is not null and exists (select * from territories)
)

select * from final
