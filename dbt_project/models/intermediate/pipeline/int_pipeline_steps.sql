with

dates as (
    select
        as_of,
        lag(as_of) over (order by as_of) as previous_as_of
    from {{ ref('int_as_of_dates') }}
    qualify previous_as_of is not null
),

owned as not materialized (
    select
        as_of,
        project_id,
        prospect_id,
        declared_grade as grade,
        is_due,
        coalesce(amount, 0) as amount,
        is_reconstructed,
        expected_sign_on,
        {
            'territory_id': territory_id,
            'rep_id': rep_id,
            'team': team,
            'segment': segment,
            'industry': industry,
            'product_line': product_line
        } as dimensions
    from {{ ref('int_projects_owned') }}
),

before as (
    select dates.as_of, owned.* exclude (as_of)
    from owned
    inner join dates on owned.as_of = dates.previous_as_of
),

after as (
    select owned.*
    from owned
    inner join dates on owned.as_of = dates.as_of
),

paired as (
    select
        coalesce(after.as_of, before.as_of) as as_of,
        coalesce(after.project_id, before.project_id) as project_id,
        coalesce(after.prospect_id, before.prospect_id) as prospect_id,
        before.project_id is not null as was_open,
        after.project_id is not null as is_open,
        coalesce(before.is_reconstructed, false) as was_reconstructed,
        coalesce(after.is_reconstructed, false) as is_reconstructed,
        before.dimensions as dimensions_before,
        after.dimensions as dimensions_after,
        before.grade as grade_before,
        after.grade as grade_after,
        before.is_due as is_due_before,
        after.is_due as is_due_after,
        before.amount as amount_before,
        after.amount as amount_after,
        before.expected_sign_on as expected_before,
        after.expected_sign_on as expected_after
    from after
    full outer join before
        on after.as_of = before.as_of and after.project_id = before.project_id
),

changed as (
    select * from paired
    where
        not (was_open and is_open)
        or (dimensions_before, grade_before, is_due_before)
        is distinct from (dimensions_after, grade_after, is_due_after)
        or amount_before <> amount_after
),

first_open as (
    select project_id, min(as_of) as first_open_on
    from owned
    where project_id in (select project_id from changed)
    group by project_id
),

final as (
    select
        dates.previous_as_of,
        changed.*,
        first_open.first_open_on < changed.as_of as was_open_earlier
    from changed
    inner join dates on changed.as_of = dates.as_of
    inner join first_open on changed.project_id = first_open.project_id
)

select * from final
