with

projects as (
    select * from {{ ref('int_projects_timeline') }}
    where outcome = 'open'
),

first_exports as (
    select source, min(exported_on) as first_exported_on
    from {{ ref('int_batches_ordered') }}
    where entity = 'projects'
    group by source
),

price_versions as (
    select
        product,
        max(list_price_amount) as list_price_amount,
        row_number() over versions = 1 as is_first,
        valid_from as told_from,
        lead(valid_from, 1, date '9999-12-31') over versions as valid_to
    from {{ ref('int_products_versions') }}
    where list_price_amount is not null
    group by product, valid_from
    window versions as (partition by product order by valid_from)
),

-- A price that the first export of projects finds was so before it.
prices as (
    select
        *,
        case
            when
                is_first
                and told_from <= (select min(first_exported_on) from first_exports)
                then date '0001-01-01'
            else told_from
        end as valid_from
    from price_versions
),

-- At a month's opening, what is opened or closed that day has not happened yet.
opened as (
    select
        projects.* replace (
            case
                when projects.is_reconstructed then projects.valid_from + 1
                else projects.valid_from
            end as valid_from,
            case
                when
                    projects.is_reconstructed
                    and projects.valid_to < first_exports.first_exported_on
                    then projects.valid_to + 1
                else coalesce(projects.valid_to, date '9999-12-31')
            end as valid_to
        )
    from projects
    inner join first_exports on projects.source = first_exports.source
),

spans as (
    select * from opened
    where valid_from < valid_to
),

asked as (
    select prospect_id, min(valid_from) as asked_from
    from spans
    group by prospect_id
),

grades as (
    {{ attribute_spans('prospects', 'prospect_id', 'declared_grade', asked='asked') }}
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
