-- Assert that the open pipeline of an export date holds every project that is open in
-- the versions that hold on it, once; one that closes on a later day is open until then.
with

open_projects as (
    select as_of_dates.as_of, count(distinct versions.project_id) as project_count
    from {{ ref('dim_as_of_dates') }} as as_of_dates
    inner join {{ ref('int_projects_versions') }} as versions
        on
            as_of_dates.as_of >= versions.valid_from
            and (as_of_dates.as_of < versions.valid_to or versions.valid_to is null)
    left join {{ ref('int_projects_superseded') }} as superseded
        on
            versions.project_id = superseded.project_id
            and versions.source = superseded.source
            and as_of_dates.as_of >= superseded.superseded_on
    where
        (versions.outcome = 'open' or versions.closed_on > as_of_dates.as_of)
        and superseded.project_id is null
    group by as_of_dates.as_of
),

counted as (
    select as_of, sum(project_count) as project_count
    from {{ ref('fct_open_pipeline') }}
    where not is_reconstructed
    group by as_of
)

select
    coalesce(open_projects.as_of, counted.as_of) as as_of,
    open_projects.project_count as open_count,
    counted.project_count as counted_count
from open_projects
full outer join counted on open_projects.as_of = counted.as_of
where open_projects.project_count is distinct from counted.project_count
