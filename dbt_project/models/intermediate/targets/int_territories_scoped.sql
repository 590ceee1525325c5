with

territories as (
    select territory_id, coalesce(team, 'unassigned') as team
    from {{ ref('int_territories_newest') }}
),

targets as (
    select distinct territory_id from {{ ref('int_targets_versions') }}
),

named as (
    select * from territories
    union all
    select targets.territory_id, 'unassigned'
    from targets
    anti join territories on targets.territory_id = territories.territory_id
),

final as (
    select territory_id, 'territory' as scope_type, territory_id as scope_id from named
    union all
    select territory_id, 'team', team from named
    union all
    select territory_id, 'company', 'company' from named
)

select * from final
