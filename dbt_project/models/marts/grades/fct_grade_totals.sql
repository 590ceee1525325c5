{% set measures = [
    'prospect_count', 'assessed_count', 'overgraded_count', 'undergraded_count',
    'overgraded_step_count', 'stale_count'
] %}
with

as_of_dates as (
    select as_of from {{ ref('int_as_of_dates') }}
    where not is_reconstructed
),

prospects as (
    select
        * replace (
            coalesce(evidence_grade, 'unproven') as evidence_grade,
            coalesce(valid_to, date '9999-12-31') as valid_to
        )
    from {{ ref('fct_prospect_grades') }}
),

product_lines as (
    select distinct as_of, prospect_id, product_line
    from {{ ref('int_projects_owned') }}
    where product_line <> 'all'
),

-- Far fewer kinds of spans than spans are then looked up at each date.
spans as (
    select
        segment,
        industry,
        declared_grade,
        evidence_grade,
        valid_from,
        valid_to,
        {{ grade_measures() }}
    from prospects
    group by all
),

-- A prospect counts once in all product lines, and once in each that it has. A value
-- that an export calls all cannot be confused with the total.
by_product_line as (
    select as_of_dates.as_of, 'all' as product_line, spans.*
    from as_of_dates
    inner join spans
        on as_of_dates.as_of >= spans.valid_from and as_of_dates.as_of < spans.valid_to
    union all by name
    select
        product_lines.as_of,
        product_lines.product_line,
        prospects.segment,
        prospects.industry,
        prospects.declared_grade,
        prospects.evidence_grade,
        {{ grade_measures() }}
    from product_lines
    inner join prospects
        on
            product_lines.prospect_id = prospects.prospect_id
            and product_lines.as_of >= prospects.valid_from
            and product_lines.as_of < prospects.valid_to
    group by all
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
        cast(sum({{ measure }}) as bigint) as {{ measure }}{{ ',' if not loop.last }}
        {% endfor %}
    from by_product_line
    group by as_of, product_line, declared_grade, evidence_grade, cube (segment, industry)
    having grouping(industry) = 1 or industry <> 'all'
)

select * from final
