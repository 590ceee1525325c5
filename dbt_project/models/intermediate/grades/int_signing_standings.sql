{{ config(materialized='view') }}
with

grades as (
    select * from {{ ref('int_grades_ranked') }}
),

limits as (
    select sign_within_months from grades
    where sign_within_months is not null
    union
    select sign_within_months from {{ ref('evidence_rules') }}
    where sign_within_months is not null
),

standings as (
    select
        cast(sign_within_months as varchar) as standing,
        sign_within_months,
        true as is_ahead
    from limits
    union all
    select 'later', null, true
    union all
    select unnest(['missing', 'past']), null, false
),

final as (
    select
        standings.standing,
        standings.sign_within_months,
        standings.is_ahead,
        min_by(grades.grade, grades.grade_rank) as grade_by_months
    from standings
    left join grades
        on
            standings.is_ahead
            and (
                grades.sign_within_months is null
                or standings.sign_within_months <= grades.sign_within_months
            )
    group by standings.standing, standings.sign_within_months, standings.is_ahead
)

select * from final
