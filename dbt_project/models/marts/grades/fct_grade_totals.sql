{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ forget(is_outcome_later('as_of', 'sign_due_on')) }}"
) }}
-- depends_on: {{ ref('int_outcomes_told_later') }}
{% set measures = [
    'prospect_count', 'assessed_count', 'inflated_count', 'understated_count',
    'inflation_step_count', 'stale_count', 'signed_count'
] %}
{% set key = [
    'as_of', 'segment', 'industry', 'product_lines', 'declared_grade',
    'evidence_grade', 'sign_due_on'
] %}
with

grade_counts as (
    select
        {{ key | join(', ') }},
        {% for measure in measures %}
        sum({{ measure }}) as {{ measure }},
        {% endfor %}
    from {{ ref('fct_grade_counts') }}
    where {{ is_outcome_later('as_of', 'sign_due_on') }}
    group by {{ key | join(', ') }}
),

one_product_line as (
    select *, unnest(product_lines) as product_line
    from grade_counts
),

-- A prospect counts once in all product lines, and once in each that it has. A value
-- that an export calls all cannot be told from all values.
by_product_line as (
    select *, 'all' as product_line
    from grade_counts
    union all
    select * from one_product_line
    where product_line <> 'all'
),

final as (
    select
        as_of,
        case when grouping(segment) = 1 then 'all' else segment end as segment,
        case when grouping(industry) = 1 then 'all' else industry end as industry,
        product_line,
        declared_grade,
        evidence_grade,
        {% for measure in measures %}
        cast(sum({{ measure }}) as bigint) as {{ measure }},
        {% endfor %}
        sign_due_on
    from by_product_line
    group by
        as_of, product_line, declared_grade, evidence_grade, sign_due_on,
        cube (segment, industry)
    having grouping(industry) = 1 or industry <> 'all'
)

select * from final
