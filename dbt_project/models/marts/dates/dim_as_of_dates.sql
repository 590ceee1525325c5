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
        row_number() over (
            partition by targets.as_of, targets.comparison
            order by
                abs(datediff('day', targets.target_on, earlier_dates.as_of)),
                earlier_dates.as_of
        ) as rank_by_distance
    from targets
    inner join as_of_dates as earlier_dates
        on
            targets.as_of > earlier_dates.as_of
            and targets.target_on - targets.tolerance_days <= earlier_dates.as_of
            and targets.target_on + targets.tolerance_days >= earlier_dates.as_of
),

compared as (
    select
        as_of,
        max(compared_as_of) filter (where comparison = 'month') as month_before_as_of,
        max(compared_as_of) filter (where comparison = 'quarter')
            as quarter_before_as_of,
        max(compared_as_of) filter (where comparison = 'year') as year_before_as_of
    from candidates
    where rank_by_distance = 1
    group by as_of
),

final as (
    select
        as_of_dates.as_of,
        as_of_dates.is_reconstructed,
        as_of_dates.is_newest,
        as_of_dates.is_list_known,
        lag(as_of_dates.as_of) over (order by as_of_dates.as_of) as previous_as_of,
        compared.month_before_as_of,
        compared.quarter_before_as_of,
        compared.year_before_as_of
    from as_of_dates
    left join compared on as_of_dates.as_of = compared.as_of
)

select * from final
