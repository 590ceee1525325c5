with

versions as (
    {{ current_versions('territories', 'territory_id') }}
),

numbered as (
    select
        *,
        row_number() over (
            partition by territory_id order by valid_from desc
        ) as versions_back
    from versions
),

delivered as (
    select * from numbered
    where versions_back = 1
),

mentioned as (
    select territory_id, valid_to from {{ ref('int_prospects_timeline') }}
    union all
    select 'unassigned', null
),

only_mentioned as (
    select territory_id, bool_or(valid_to is null) as is_current
    from mentioned
    where territory_id not in (select territory_id from delivered)
    group by territory_id
),

unioned as (
    select
        territory_id, rep_id, coalesce(name, territory_id) as name, region,
        target_prospect_count, valid_to is null as is_current
    from delivered
    union all
    select territory_id, null, territory_id, null, null, is_current
    from only_mentioned
),

reps as (
    select * from {{ ref('int_reps_newest') }}
),

final as (
    select
        unioned.territory_id,
        unioned.rep_id,
        unioned.name,
        unioned.region,
        reps.team,
        cast(unioned.target_prospect_count as bigint) as target_prospect_count,
        unioned.is_current
    from unioned
    left join reps on unioned.rep_id = reps.rep_id
)

select * from final
