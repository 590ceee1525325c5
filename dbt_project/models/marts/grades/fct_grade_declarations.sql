{{ config(
    materialized='incremental',
    incremental_strategy='delete+insert',
    unique_key='prospect_id'
) }}
-- depends_on: {{ ref('int_prospects_changed_later') }}
-- depends_on: {{ ref('int_projects_versions') }}
with

{% if is_incremental() %}
changed as materialized (
    select prospect_id from {{ ref('int_prospects_changed_later') }}
    union
    select prospect_id from {{ ref('int_projects_versions') }}
    where project_id in (
        select project_id from {{ ref('int_projects_versions') }} as versions
        where {{ changed_later('versions') }}
    )
),
{% endif %}

declared as (
    select * from {{ ref('int_grades_declared') }}
    {% if is_incremental() %}
    where prospect_id in (select prospect_id from changed)
    {% endif %}
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
