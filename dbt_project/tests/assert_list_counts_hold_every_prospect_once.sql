-- Assert that every prospect on the list is counted exactly once at each as-of date:
-- the counts of a date sum up to the active prospects of the snapshots that hold on it.
with

listed as (
    select as_of_dates.as_of, count(distinct versions.prospect_id) as prospect_count
    from {{ ref('dim_as_of_dates') }} as as_of_dates
    inner join {{ ref('int_prospects_versions') }} as versions
        on
            as_of_dates.as_of >= versions.valid_from
            and (as_of_dates.as_of < versions.valid_to or versions.valid_to is null)
    left join {{ ref('int_prospects_superseded') }} as superseded
        on
            versions.prospect_id = superseded.prospect_id
            and versions.source = superseded.source
            and as_of_dates.as_of >= superseded.superseded_on
    where
        coalesce(versions.status, 'active') = 'active'
        and superseded.prospect_id is null
    group by as_of_dates.as_of
),

counted as (
    select as_of, sum(prospect_count) as prospect_count
    from {{ ref('fct_list_counts') }}
    group by as_of
)

select
    coalesce(listed.as_of, counted.as_of) as as_of,
    listed.prospect_count as listed_count,
    counted.prospect_count as counted_count
from listed
full outer join counted on listed.as_of = counted.as_of
where listed.prospect_count is distinct from counted.prospect_count
