with

steps as (
    select * from {{ ref('int_pipeline_steps') }}
),

projects as not materialized (
    select * from {{ ref('int_projects_timeline') }}
),

passages as (
    select
        * exclude (dimensions, grade, is_due, amount, outcome, is_reconstructed),
        is_reconstructed as was_reconstructed,
        is_reconstructed,
        dimensions as dimensions_before,
        dimensions as dimensions_after,
        grade as grade_before,
        grade as grade_after,
        is_due as is_due_before,
        is_due as is_due_after,
        amount,
        outcome
    from {{ ref('int_pipeline_passages') }}
),

came as (
    select
        * exclude (amount, outcome),
        false as was_open,
        true as is_open,
        amount as amount_after,
        case when was_open_earlier then 'returned' else 'new' end as change_type,
        cast(amount as varchar) as value_after
    from passages
),

went as (
    select
        * exclude (amount, outcome),
        true as was_open,
        false as is_open,
        amount as amount_before,
        outcome as change_type,
        cast(amount as varchar) as value_before
    from passages
),

entered as (
    select
        * replace (
            dimensions_after as dimensions_before,
            grade_after as grade_before,
            is_due_after as is_due_before
        ),
        case when was_open_earlier then 'returned' else 'new' end as change_type,
        cast(null as varchar) as value_before,
        cast(amount_after as varchar) as value_after
    from steps
    where not was_open
),

left_open as (
    select
        steps.* replace (
            steps.dimensions_before as dimensions_after,
            steps.grade_before as grade_after,
            steps.is_due_before as is_due_after
        ),
        coalesce(projects.outcome, 'closed_out') as change_type,
        cast(steps.amount_before as varchar) as value_before,
        cast(null as varchar) as value_after
    from steps
    left join projects
        on
            steps.project_id = projects.project_id
            and {{ is_valid_on('projects', 'steps.as_of') }}
    where steps.was_open and not steps.is_open
),

became_known as (
    select
        *,
        'became_known' as change_type,
        cast(null as varchar) as value_before,
        cast(null as varchar) as value_after
    from steps
    where was_open and is_open and was_reconstructed and not is_reconstructed
),

stayed as (
    select * from steps
    where was_open and is_open and (is_reconstructed or not was_reconstructed)
),

-- One after the other: the dimensions, then the grade, then the time, then the amount.
transferred as (
    select
        * replace (
            grade_before as grade_after,
            is_due_before as is_due_after,
            amount_before as amount_after
        ),
        'transferred' as change_type,
        dimensions_before.territory_id as value_before,
        dimensions_after.territory_id as value_after
    from stayed
    where dimensions_before <> dimensions_after
),

regraded as (
    select
        * replace (
            dimensions_after as dimensions_before,
            is_due_before as is_due_after,
            amount_before as amount_after
        ),
        case
            when 'ungraded' in (grade_before, grade_after) then 'graded'
            when grade_after < grade_before then 'regraded_up'
            else 'regraded_down'
        end as change_type,
        grade_before as value_before,
        grade_after as value_after
    from stayed
    where grade_before <> grade_after
),

moved as (
    select
        * replace (
            dimensions_after as dimensions_before,
            grade_after as grade_before,
            amount_before as amount_after
        ),
        case when is_due_after then 'moved_in' else 'moved_out' end as change_type,
        cast(expected_before as varchar) as value_before,
        cast(expected_after as varchar) as value_after
    from stayed
    where is_due_before <> is_due_after
),

revalued as (
    select
        * replace (
            dimensions_after as dimensions_before,
            grade_after as grade_before,
            is_due_after as is_due_before
        ),
        case when amount_after > amount_before then 'amount_up' else 'amount_down' end
            as change_type,
        cast(amount_before as varchar) as value_before,
        cast(amount_after as varchar) as value_after
    from stayed
    where amount_before <> amount_after
),

final as (
    select * from entered
    union all by name
    select * from left_open
    union all by name
    select * from came
    union all by name
    select * from went
    union all by name
    select * from became_known
    union all by name
    select * from transferred
    union all by name
    select * from regraded
    union all by name
    select * from moved
    union all by name
    select * from revalued
)

select * from final
