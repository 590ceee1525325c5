with

as_of_dates as (
    select * from {{ ref('int_as_of_dates') }}
),

compared as (
    select
        as_of,
        max(compared_as_of) filter (where comparison = 'month') as month_before_as_of,
        max(compared_as_of) filter (where comparison = 'quarter')
            as quarter_before_as_of,
        max(compared_as_of) filter (where comparison = 'year') as year_before_as_of
    from {{ ref('int_as_of_dates_compared') }}
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
