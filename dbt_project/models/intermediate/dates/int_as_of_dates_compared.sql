{{ config(materialized='view') }}
with

as_of_dates as (
    select * from {{ ref('int_as_of_dates') }}
),

comparisons as (
    select * from {{ ref('comparisons') }}
),

targets as (
    select
        as_of_dates.as_of,
        comparisons.comparison,
        comparisons.tolerance_days,
        cast(
            case
                when as_of_dates.as_of = last_day(as_of_dates.as_of)
                    then last_day(as_of_dates.as_of - to_months(comparisons.months))
                else as_of_dates.as_of - to_months(comparisons.months)
            end as date
        ) as target_on
    from as_of_dates
    cross join comparisons
),

candidates as (
    select
        targets.as_of,
        targets.comparison,
        earlier_dates.as_of as compared_as_of,
        abs(datediff('day', targets.target_on, earlier_dates.as_of)) as days_off
    from targets
    inner join as_of_dates as earlier_dates
        on
            targets.as_of > earlier_dates.as_of
            and targets.target_on - targets.tolerance_days <= earlier_dates.as_of
            and targets.target_on + targets.tolerance_days >= earlier_dates.as_of
),

ranked as (
    select
        *,
        row_number() over (
            partition by as_of, comparison order by days_off, compared_as_of
        ) as rank_by_distance
    from candidates
),

final as (
    select as_of, comparison, compared_as_of
    from ranked
    where rank_by_distance = 1
)

select * from final
