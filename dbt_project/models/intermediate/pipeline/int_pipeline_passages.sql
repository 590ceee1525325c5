with

dates as (
    select
        as_of,
        lag(as_of) over (order by as_of) as previous_as_of
    from {{ ref('int_as_of_dates') }}
    qualify previous_as_of is not null
),

spans as not materialized (
    select * from {{ ref('int_projects_timeline') }}
),

closed_projects as (
    select dates.as_of, dates.previous_as_of, spans.*
    from dates
    inner join spans
        on
            {{ is_valid_on('spans', 'dates.as_of') }}
            and spans.valid_from > dates.previous_as_of
    where spans.outcome <> 'open'
),

stood_before as (
    select
        closed_projects.as_of,
        closed_projects.project_id,
        max_by(spans.outcome, spans.valid_from) as outcome,
        bool_or(
            spans.outcome = 'open'
            and {{ is_valid_on('spans', 'closed_projects.previous_as_of') }}
        ) as was_open
    from closed_projects
    inner join spans
        on
            closed_projects.project_id = spans.project_id
            and closed_projects.previous_as_of >= spans.valid_from
    group by closed_projects.as_of, closed_projects.project_id
),

-- What had the same outcome before, and was only missing from an export, does not count again.
passed as (
    select closed_projects.*
    from closed_projects
    left join stood_before
        on
            closed_projects.as_of = stood_before.as_of
            and closed_projects.project_id = stood_before.project_id
    where
        not coalesce(stood_before.was_open, false)
        and stood_before.outcome is distinct from closed_projects.outcome
),

owned as (
    {{ projects_owned('passed') }}
),

first_open as (
    select project_id, min(as_of) as first_open_on
    from {{ ref('int_projects_owned') }}
    where project_id in (select project_id from passed)
    group by project_id
),

final as (
    select
        passed.previous_as_of,
        owned.as_of,
        owned.project_id,
        owned.prospect_id,
        passed.outcome,
        owned.is_reconstructed,
        {
            'territory_id': owned.territory_id,
            'rep_id': owned.rep_id,
            'team': owned.team,
            'segment': owned.segment,
            'industry': owned.industry,
            'product_line': owned.product_line
        } as dimensions,
        owned.declared_grade as grade,
        owned.is_due,
        greatest(coalesce(owned.amount, 0), 0) as amount,
        coalesce(first_open.first_open_on < owned.as_of, false) as was_open_earlier
    from owned
    inner join passed
        on owned.as_of = passed.as_of and owned.project_id = passed.project_id
    left join first_open on owned.project_id = first_open.project_id
)

select * from final
