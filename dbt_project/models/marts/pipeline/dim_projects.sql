with

versions as (
    select * from {{ ref('int_projects_versions') }}
),

takeovers as (
    select * from {{ ref('int_projects_takeovers') }}
),

prospects as (
    select * from {{ ref('dim_prospects') }}
),

newest_date as (
    select max(as_of) as as_of from {{ ref('int_as_of_dates') }}
),

open_now as (
    select placed.*
    from {{ ref('int_projects_placed') }} as placed
    inner join newest_date on placed.as_of = newest_date.as_of
),

numbered as (
    select
        versions.*,
        min(versions.valid_from) over by_project as first_seen_on,
        max(versions.last_seen_on) over by_project as newest_seen_on,
        row_number() over (
            partition by versions.project_id
            order by takeovers.taken_over_on desc nulls first, versions.valid_from desc
        ) as versions_back
    from versions
    left join takeovers
        on
            versions.project_id = takeovers.project_id
            and versions.source = takeovers.source
    window by_project as (partition by versions.project_id)
),

final as (
    select
        numbered.project_id,
        numbered.source,
        numbered.prospect_id,
        coalesce(open_now.territory_id, prospects.territory_id, 'unassigned') as territory_id,
        numbered.rep_id,
        coalesce(open_now.declared_grade, prospects.declared_grade, 'ungraded')
            as declared_grade,
        numbered.product_line,
        numbered.product,
        numbered.stage,
        numbered.outcome,
        numbered.lost_reason,
        numbered.lead_source,
        numbered.amount,
        open_now.project_id is not null as is_open,
        numbered.opened_on,
        numbered.expected_sign_on,
        numbered.closed_on,
        numbered.first_seen_on,
        numbered.newest_seen_on as last_seen_on
    from numbered
    left join open_now on numbered.project_id = open_now.project_id
    left join prospects on numbered.prospect_id = prospects.prospect_id
    where numbered.versions_back = 1
)

select * from final
