with

as_of_dates as (
    select as_of from {{ ref('int_as_of_dates') }}
    where not is_reconstructed
),

spans as (
    select * replace (greatest(valid_from, due_on + 1) as valid_from)
    from {{ ref('int_prospects_cadence') }}
    where due_on < coalesce(valid_to, date '9999-12-31') - 1
),

days as (
    select distinct valid_from from spans
),

days_shown as (
    select days.valid_from, min(as_of_dates.as_of) as shown_on
    from days
    inner join as_of_dates on days.valid_from <= as_of_dates.as_of
    group by days.valid_from
),

final as (
    select
        spans.prospect_id,
        spans.name,
        spans.territory_id,
        spans.rep_id,
        spans.team,
        spans.segment,
        spans.industry,
        spans.city,
        spans.declared_grade,
        spans.last_activity_on,
        spans.due_on,
        spans.valid_from,
        spans.valid_to
    from spans
    inner join days_shown on spans.valid_from = days_shown.valid_from
    where spans.valid_to > days_shown.shown_on or spans.valid_to is null
)

select * from final
