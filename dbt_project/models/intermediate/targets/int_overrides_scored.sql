with

newest as (
    select * from {{ ref('int_forecast_dates') }}
    where is_newest
),

overrides as (
    select * exclude (file, invalid_field, invalid_value) from {{ ref('int_overrides_read') }}
    where invalid_field is null
),

opened as (
    select as_of, opening_month from {{ ref('int_forecast_openings') }}
),

won as (
    select * from {{ ref('int_territories_won') }}
),

periods as (
    select
        overrides.*,
        case target_grain when 'quarter' then 3 else 1 end as month_count,
        cast(target_start + to_months(month_count) as date) as target_end
    from overrides
),

signed as (
    select
        periods.override_id,
        coalesce(sum(won.won_amount), 0) as actual_amount
    from periods
    inner join newest on periods.target_end <= newest.finished_before
    left join won
        on
            periods.territory_id = won.territory_id
            and periods.target_start <= won.won_month
            and periods.target_end > won.won_month
    group by periods.override_id
),

final as (
    select
        periods.*,
        datediff('month', opened.opening_month, periods.target_start)
        // periods.month_count + 1 as horizon,
        signed.actual_amount,
        row_number() over (
            partition by
                periods.territory_id, periods.target_grain, periods.target_start
            order by periods.entered_at desc, periods.override_id desc
        ) = 1 as is_in_use,
        -- The last override of each date is compared with the outcome.
        row_number() over (
            partition by
                periods.territory_id, periods.target_grain, periods.target_start,
                periods.as_of
            order by periods.entered_at desc, periods.override_id desc
        ) = 1 as is_last_of_date
    from periods
    left join opened on periods.as_of = opened.as_of
    left join signed on periods.override_id = signed.override_id
)

select * from final
