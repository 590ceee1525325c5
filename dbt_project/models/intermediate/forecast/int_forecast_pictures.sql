with

dates as (
    select dates.*, winning_ages.longest_days, winning_ages.win_count
    from {{ ref('int_forecast_dates') }} as dates
    inner join {{ ref('int_forecast_winning_ages') }} as winning_ages
        on dates.as_of = winning_ages.as_of
),

spans as (
    select * from {{ ref('int_forecast_spans') }}
),

grades as (
    select * from {{ ref('int_prospects_grade_spans') }}
    where declared_grade is not null
),

bands as (
    select * from {{ ref('int_forecast_bands') }}
),

prices as (
    select * from {{ ref('int_forecast_prices') }}
),

priced as (
    select spans.*, prices.list_price_amount
    from spans
    asof left join prices
        on spans.product = prices.product and spans.valid_from >= prices.valid_from
),

dated as (
    select
        dates.as_of,
        priced.*,
        dates.measured_on,
        greatest(0, datesub('month', priced.opened_on, dates.measured_on)) as age,
        dates.win_count >= {{ var('forecast_zombie_win_count') }}
        and dates.measured_on - priced.opened_on > dates.longest_days as is_zombie
    from dates
    inner join priced
        on dates.as_of >= priced.valid_from and dates.as_of < priced.valid_to
),

final as (
    select
        dated.as_of,
        dated.project_id,
        dated.prospect_id,
        coalesce(grades.declared_grade, 'ungraded') as grade,
        ages.months as age_months,
        ages.age_band,
        coalesce(grade_ages.grade_band, '') as grade_band,
        case
            when dated.is_reconstructed and dated.list_price_amount > 0
                then 'list_price'
            when dated.is_reconstructed and dated.amount > 0 then 'reconstructed'
            when dated.amount > 0 then 'quoted'
            when dated.list_price_amount > 0 then 'list_price'
            else 'mean'
        end as amount_basis,
        cast(
            case amount_basis
                when 'list_price' then dated.list_price_amount
                when 'mean' then 1
                else dated.amount
            end as double
        ) as open_amount,
        dated.is_zombie,
        dated.is_reconstructed
    from dated
    left join grades
        on
            dated.prospect_id = grades.prospect_id
            and dated.as_of >= grades.valid_from
            and dated.as_of < coalesce(grades.valid_to, date '9999-12-31')
    left join bands as ages
        on least(dated.age, {{ var('forecast_longest_age_months') }}) = ages.months
    left join bands as grade_ages
        on
            grades.declared_grade is not null
            and least(
                datesub('month', grades.valid_from, dated.measured_on),
                {{ var('forecast_longest_age_months') }}
            ) = grade_ages.months
)

select * from final
