{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget(is_outcome_later('as_of', 'sign_due_on')) }}"
) }}
-- depends_on: {{ ref('int_outcomes_told_later') }}
{% set kind = [
    'as_of', 'territory_id', 'rep_id', 'team', 'segment', 'industry', 'product_lines',
    'declared_grade', 'evidence_grade', 'sign_due_on'
] %}
with

as_of_dates as (
    select
        as_of,
        max(as_of) over () as newest_as_of
    from {{ ref('int_as_of_dates') }}
    where not is_reconstructed
),

prospects as (
    select * from {{ ref('fct_prospect_grades') }}
),

grades as (
    select * from {{ ref('grades') }}
),

signed as (
    select * from {{ ref('int_prospects_signed') }}
),

due as (
    select
        as_of_dates.as_of,
        as_of_dates.newest_as_of,
        grades.grade,
        cast(as_of_dates.as_of + to_months(grades.sign_within_months) as date) as sign_due_on
    from as_of_dates
    cross join grades
    where {{ is_outcome_later('as_of_dates.as_of', 'sign_due_on') }}
),

product_lines as (
    select as_of, prospect_id, list_sort(list(distinct product_line)) as product_lines
    from {{ ref('int_projects_placed') }}
    where as_of in (select as_of from due)
    group by as_of, prospect_id
),

dated as (
    select as_of_dates.as_of, prospects.*
    from as_of_dates
    inner join prospects
        on
            as_of_dates.as_of >= prospects.valid_from
            and as_of_dates.as_of < coalesce(prospects.valid_to, date '9999-12-31')
    where
        {{ is_later('as_of_dates.as_of') }}
        or (as_of_dates.as_of, prospects.declared_grade)
        in (select (as_of, grade) from due)
),

signed_in_time as (
    select distinct due.as_of, prospects.prospect_id
    from signed
    inner join prospects on signed.prospect_id = prospects.prospect_id
    inner join due
        on
            prospects.declared_grade = due.grade
            and due.as_of >= prospects.valid_from
            and due.as_of < coalesce(prospects.valid_to, date '9999-12-31')
            and due.as_of < signed.signed_on
            and due.sign_due_on >= signed.signed_on
),

joined as (
    select
        dated.* replace (
            coalesce(dated.evidence_grade, 'unproven') as evidence_grade
        ),
        coalesce(product_lines.product_lines, []) as product_lines,
        due.sign_due_on,
        due.sign_due_on <= due.newest_as_of as is_outcome_known,
        signed_in_time.prospect_id is not null as is_signed_in_time
    from dated
    left join product_lines
        on
            dated.as_of = product_lines.as_of
            and dated.prospect_id = product_lines.prospect_id
    left join due on dated.as_of = due.as_of and dated.declared_grade = due.grade
    left join signed_in_time
        on
            dated.as_of = signed_in_time.as_of
            and dated.prospect_id = signed_in_time.prospect_id
    where {{ is_outcome_later('dated.as_of', 'due.sign_due_on') }}
),

final as (
    select
        {{ kind[:-1] | join(',\n        ') }},
        count(*) as prospect_count,
        count(inflation_steps) as assessed_count,
        count(*) filter (where is_inflated) as inflated_count,
        count(*) filter (where is_understated) as understated_count,
        cast(coalesce(sum(inflation_steps) filter (where is_inflated), 0) as bigint)
            as inflation_step_count,
        count(*) filter (where is_stale) as stale_count,
        case when any_value(is_outcome_known) then count(*) filter (where is_signed_in_time) end
            as signed_count,
        sign_due_on
    from joined
    group by {{ kind | join(', ') }}
)

select * from final
