-- Assert that a territory's month closes with the prospects that are counted on its list at
-- the last date of the month, and opens with those that the month before closed with.
with

months as (
    select date_trunc('month', as_of) as month, max(as_of) as as_of
    from {{ ref('dim_as_of_dates') }}
    where is_list_known
    group by all
),

counted as (
    select months.month, list_counts.territory_id, sum(prospect_count) as prospect_count
    from {{ ref('fct_list_counts') }} as list_counts
    inner join months on list_counts.as_of = months.as_of
    group by all
),

balanced as (
    select
        *,
        lag(closing_count, 1, opening_count) over (
            partition by territory_id order by month
        ) as closed_before_count
    from {{ ref('fct_list_balance') }}
)

select
    balanced.territory_id,
    balanced.month,
    balanced.closing_count,
    counted.prospect_count
from balanced
inner join months on balanced.month = months.month
full outer join counted
    on
        balanced.month = counted.month
        and balanced.territory_id = counted.territory_id
where
    coalesce(counted.prospect_count, 0) is distinct from balanced.closing_count
    or balanced.opening_count is distinct from balanced.closed_before_count
