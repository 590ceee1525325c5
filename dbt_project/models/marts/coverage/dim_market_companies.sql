with

companies as (
    select * from {{ ref('int_market_companies_timeline') }}
),

listed as (
    select * from {{ ref('int_market_companies_listed') }}
),

comings_and_goings as (
    select company_id, valid_from as known_from, valid_from as changed_on, 0 as step
    from companies
    union all
    select company_id, known_from, valid_from, 1
    from listed
    union all
    select company_id, known_from, valid_to, -1
    from listed
    where valid_to is not null
),

days as (
    select company_id, known_from, changed_on, sum(step) as step
    from comings_and_goings
    group by company_id, known_from, changed_on
),

counted as (
    select
        company_id,
        known_from,
        changed_on,
        sum(step) over (
            partition by company_id, known_from order by changed_on
        ) > 0 as is_covered
    from days
),

turns as (
    select
        *,
        lag(is_covered) over (
            partition by company_id, known_from order by changed_on
        ) as was_covered
    from counted
),

spans as (
    select
        *,
        lead(changed_on) over (
            partition by company_id, known_from order by changed_on
        ) as next_changed_on
    from turns
    where is_covered is distinct from was_covered
),

final as (
    select
        spans.company_id,
        companies.name,
        companies.industry,
        companies.city,
        companies.district,
        companies.annual_revenue_amount,
        companies.headcount,
        spans.is_covered,
        spans.changed_on as valid_from,
        coalesce(spans.next_changed_on, companies.valid_to) as valid_to
    from spans
    inner join companies
        on
            spans.company_id = companies.company_id
            and spans.known_from = companies.valid_from
    where spans.changed_on < coalesce(companies.valid_to, date '9999-12-31')
)

select * from final
