with

versions as not materialized (
    select * from {{ ref('int_projects_versions') }}
),

superseded as (
    select * from {{ ref('int_projects_superseded') }}
),

prospects as (
    select * from {{ ref('int_prospects_newest') }}
),

newest_date as (
    select max(as_of) as as_of from {{ ref('int_as_of_dates') }}
),

open_now as (
    select owned.*
    from {{ ref('int_projects_owned') }} as owned
    inner join newest_date on owned.as_of = newest_date.as_of
),

ranked as (
    {{ versions_ranked(
        'project_id', 'versions.project_id, versions.source, versions.valid_from'
    ) }}
),

last_versions as (
    select
        versions.* exclude (last_seen_on),
        ranked.first_seen_on,
        ranked.newest_seen_on as last_seen_on
    from ranked
    inner join versions using (project_id, source, valid_from)
    where ranked.versions_back = 1
),

final as (
    select
        last_versions.project_id,
        last_versions.source,
        last_versions.prospect_id,
        coalesce(open_now.territory_id, prospects.territory_id, 'unassigned') as territory_id,
        last_versions.rep_id,
        coalesce(open_now.declared_grade, prospects.declared_grade, 'ungraded')
            as declared_grade,
        last_versions.product_line,
        last_versions.product,
        last_versions.stage,
        if(open_now.project_id is null, last_versions.outcome, 'open') as outcome,
        last_versions.lost_reason,
        last_versions.lead_source,
        if(open_now.project_id is null, last_versions.amount, open_now.amount) as amount,
        open_now.project_id is not null as is_open,
        last_versions.opened_on,
        last_versions.expected_sign_on,
        if(open_now.project_id is null, last_versions.closed_on, null) as closed_on,
        last_versions.first_seen_on,
        last_versions.last_seen_on
    from last_versions
    left join open_now on last_versions.project_id = open_now.project_id
    left join prospects on last_versions.prospect_id = prospects.prospect_id
)

select * from final
