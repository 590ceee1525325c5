with

as_of_dates as (
    select as_of from {{ ref('int_as_of_dates') }}
    where not is_reconstructed
),

grades as (
    select * from {{ ref('grades') }}
),

declared as (
    select distinct declared_grade, declared_since
    from {{ ref('int_grades_declared') }}
),

stale as (
    select
        declared.declared_grade,
        declared.declared_since,
        min(as_of_dates.as_of) as stale_from
    from declared
    inner join grades on declared.declared_grade = grades.grade
    inner join as_of_dates
        on
            cast(
                declared.declared_since + to_months(grades.sign_within_months) as date
            ) < as_of_dates.as_of
    group by declared.declared_grade, declared.declared_since
),

final as (
    select
        declared.declared_grade,
        declared.declared_since,
        false as is_stale,
        declared.declared_since as valid_from,
        stale.stale_from as valid_to
    from declared
    left join stale using (declared_grade, declared_since)
    union all
    select declared_grade, declared_since, true, stale_from, null
    from stale
)

select * from final
