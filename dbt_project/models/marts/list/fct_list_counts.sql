with

as_of_dates as (
    select * from {{ ref('int_as_of_dates') }}
),

timeline as (
    select * from {{ ref('int_prospects_timeline') }}
),

-- Counted per span first: exports repeat few spans, so few rows meet the dates.
spans as (
    select territory_id, declared_grade, valid_from, valid_to, count(*) as span_count
    from timeline
    where is_on_list
    group by territory_id, declared_grade, valid_from, valid_to
),

final as (
    select
        as_of_dates.as_of,
        spans.territory_id,
        spans.declared_grade,
        cast(sum(spans.span_count) as bigint) as prospect_count
    from as_of_dates
    inner join spans
        on
            as_of_dates.as_of >= spans.valid_from
            and (as_of_dates.as_of < spans.valid_to or spans.valid_to is null)
    group by as_of_dates.as_of, spans.territory_id, spans.declared_grade
)

select * from final
