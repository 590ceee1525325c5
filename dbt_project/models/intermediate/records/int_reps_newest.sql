with

versions as (
    {{ current_versions('reps', 'rep_id') }}
),

numbered as (
    select
        *,
        row_number() over (
            partition by rep_id order by valid_from desc
        ) as versions_back
    from versions
),

delivered as (
    select * from numbered
    where versions_back = 1
),

mentioned as (
    select rep_id, valid_to from {{ ref('int_prospects_versions') }}
    union all
    select rep_id, valid_to from {{ ref('int_projects_versions') }}
    union all
    select rep_id, valid_to from {{ ref('int_territories_versions') }}
    union all
    select manager_rep_id, valid_to from versions
),

only_mentioned as (
    select rep_id, bool_or(valid_to is null) as is_current
    from mentioned
    where rep_id is not null and rep_id not in (select rep_id from delivered)
    group by rep_id
),

final as (
    select
        rep_id,
        manager_rep_id,
        coalesce(name, rep_id) as name,
        email,
        team,
        coalesce(is_active, true) as is_active,
        valid_to is null as is_current
    from delivered
    union all
    select rep_id, null, rep_id, null, null, true, is_current
    from only_mentioned
)

select * from final
