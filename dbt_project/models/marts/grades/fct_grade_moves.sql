with

declared as (
    select * from {{ ref('int_grades_declared') }}
),

grades as (
    select * from {{ ref('int_grades_ranked') }}
),

final as (
    select
        declared.prospect_id,
        declared.territory_id,
        declared.rep_id,
        declared.team,
        declared.segment,
        declared.industry,
        declared.previous_grade as from_grade,
        declared.declared_grade as to_grade,
        from_grades.grade_rank - to_grades.grade_rank as improvement_steps,
        declared.valid_from as moved_on
    from declared
    left join grades as from_grades on declared.previous_grade = from_grades.grade
    left join grades as to_grades on declared.declared_grade = to_grades.grade
    where declared.previous_grade <> declared.declared_grade
)

select * from final
