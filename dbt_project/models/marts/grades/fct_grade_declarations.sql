with

declared as (
    select * from {{ ref('int_grades_declared') }}
),

grades as (
    select * from {{ ref('grades') }}
),

signed as (
    select * from {{ ref('int_prospects_signed') }}
),

first_spans as (
    select
        declared.*,
        cast(
            declared.declared_since + to_months(grades.sign_within_months) as date
        ) as sign_due_on
    from declared
    left join grades on declared.declared_grade = grades.grade
    where not declared.is_declared_before
),

first_signatures as (
    select
        first_spans.prospect_id,
        first_spans.declared_since,
        min(signed.signed_on) as signed_on
    from first_spans
    inner join signed
        on
            first_spans.prospect_id = signed.prospect_id
            and first_spans.declared_since < signed.signed_on
    group by first_spans.prospect_id, first_spans.declared_since
),

final as (
    select
        first_spans.prospect_id,
        first_spans.territory_id,
        first_spans.rep_id,
        first_spans.team,
        first_spans.segment,
        first_spans.industry,
        first_spans.declared_grade,
        coalesce(first_signatures.signed_on <= first_spans.sign_due_on, false)
            as is_signed_in_time,
        first_spans.declared_since as declared_on,
        first_spans.sign_due_on,
        first_signatures.signed_on
    from first_spans
    left join first_signatures
        on
            first_spans.prospect_id = first_signatures.prospect_id
            and first_spans.declared_since = first_signatures.declared_since
)

select * from final
