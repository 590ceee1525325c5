{% set attributes = [
    'territory_id', 'rep_id', 'team', 'segment', 'industry', 'declared_grade',
    'evidence_grade', 'evidence_rule', 'missing_evidence', 'contradictions',
    'market_remarks', 'overgraded_steps', 'is_in_target_market', 'is_overgraded',
    'is_undergraded', 'is_stale', 'declared_since'
] %}
with

declared as not materialized (
    select * from {{ ref('int_grades_declared') }}
),

signing_spans as (
    select * from {{ ref('int_signing_spans') }}
),

ages as (
    select * from {{ ref('int_grades_aged') }}
),

evidence as (
    select * from {{ ref('int_evidence_graded') }}
),

grades as (
    select * from {{ ref('int_grades_ranked') }}
),

cut as (
    select
        declared.*,
        signing_spans.standing,
        ages.is_stale,
        greatest(declared.valid_from, signing_spans.valid_from, ages.valid_from)
            as cut_from,
        least(declared.valid_to, signing_spans.valid_to, ages.valid_to) as cut_to
    from declared
    inner join signing_spans
        on declared.expected_sign_on is not distinct from signing_spans.expected_sign_on
    inner join ages
        on
            declared.declared_grade = ages.declared_grade
            and declared.declared_since = ages.declared_since
    where (cut_from < cut_to or cut_to is null)
),

compared as (
    select
        cut.* exclude (valid_from, valid_to),
        evidence.evidence_grade,
        evidence.evidence_rule,
        evidence.missing_evidence,
        evidence.contradictions,
        evidence_grades.grade_rank - declared_grades.grade_rank as overgraded_steps,
        coalesce(evidence_grades.grade_rank > declared_grades.grade_rank, false)
            as is_overgraded,
        coalesce(evidence_grades.grade_rank < declared_grades.grade_rank, false)
            as is_undergraded,
        cut.cut_from as valid_from,
        cut.cut_to as valid_to
    from cut
    inner join evidence
        on cut.profile_id = evidence.profile_id and cut.standing = evidence.standing
    left join grades as declared_grades
        on cut.declared_grade = declared_grades.grade
    left join grades as evidence_grades
        on evidence.evidence_grade = evidence_grades.grade
),

with_content as (
    select *, {{ md5_of(attributes) }} as content
    from compared
),

neighbours as (
    select
        *,
        content is distinct from lag(content) over by_day
        or valid_from is distinct from lag(valid_to) over by_day as is_first,
        content is distinct from lead(content) over by_day
        or valid_to is distinct from lead(valid_from) over by_day as is_last
    from with_content
    window by_day as (partition by prospect_id order by valid_from)
),

-- Of neighbours that say the same, the first and the last make one span.
ends as (
    select
        * replace (
            case
                when is_last then valid_to
                else lead(valid_to) over (partition by prospect_id order by valid_from)
            end as valid_to
        )
    from neighbours
    where is_first or is_last
),

final as (
    select
        prospect_id,
        {{ attributes | join(',\n        ') }},
        valid_from,
        valid_to,
        is_overgraded as is_inflated
    from ends
    where is_first
)

select * from final
