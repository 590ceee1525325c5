with

spans as (
    select * from {{ ref('int_forecast_spans') }}
),

asked as (
    select prospect_id, min(valid_from) as asked_from
    from spans
    group by prospect_id
),

grades as (
    {{ attribute_spans('prospects', 'prospect_id', 'declared_grade', asked='asked') }}
),

prices as (
    select
        *,
        lead(valid_from, 1, date '9999-12-31') over (
            partition by product order by valid_from
        ) as valid_to
    from {{ ref('int_forecast_prices') }}
),

priced as (
    select spans.*, prices.list_price_amount
    from spans
    left join prices
        on
            spans.product = prices.product
            and spans.valid_from >= prices.valid_from
            and spans.valid_from < prices.valid_to
),

-- The grades of a prospect leave no day out: every span of its project meets one.
final as (
    select
        priced.project_id,
        priced.prospect_id,
        coalesce(grades.declared_grade, 'ungraded') as grade,
        case
            when priced.is_reconstructed and priced.list_price_amount > 0
                then 'list_price'
            when priced.is_reconstructed and priced.amount > 0 then 'reconstructed'
            when priced.amount > 0 then 'quoted'
            when priced.list_price_amount > 0 then 'list_price'
            else 'mean'
        end as amount_basis,
        cast(
            case amount_basis
                when 'list_price' then priced.list_price_amount
                when 'mean' then 1
                else priced.amount
            end as double
        ) as open_amount,
        {{ months_and_days('priced.opened_on') }} as opened_number,
        case
            when grades.declared_grade is not null
                then {{ months_and_days('grades.valid_from') }}
        end as graded_number,
        greatest(priced.valid_from, grades.valid_from) as valid_from,
        least(priced.valid_to, grades.valid_to) as valid_to
    from priced
    left join grades
        on
            priced.prospect_id = grades.prospect_id
            and priced.valid_to > grades.valid_from
            and priced.valid_from < coalesce(grades.valid_to, date '9999-12-31')
)

select * from final
