{{ config(materialized='view') }}
with

grades as (
    select * from {{ ref('grades') }}
),

final as (
    select
        grade,
        sign_within_months,
        row_number() over (order by sign_within_months nulls last, grade) as grade_rank
    from grades
)

select * from final
