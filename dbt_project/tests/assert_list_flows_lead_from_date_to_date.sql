-- Assert that the counts of one date and the flows since then give the counts of the next
-- date, for every kind of prospect: nothing comes onto a list or leaves it unseen.
{% set kind = 'territory_id, rep_id, team, segment, industry, declared_grade' %}
with

as_of_dates as (
    select as_of, lead(as_of) over (order by as_of) as next_as_of
    from {{ ref('dim_as_of_dates') }}
    where is_list_known
),

counted as (
    select as_of, {{ kind }}, sum(prospect_count) as prospect_count
    from {{ ref('fct_list_counts') }}
    group by as_of, {{ kind }}
),

changes as (
    select as_of_dates.next_as_of as as_of, {{ kind }}, prospect_count as change_count
    from counted
    inner join as_of_dates on counted.as_of = as_of_dates.as_of
    where as_of_dates.next_as_of is not null
    union all
    select as_of_dates.next_as_of, {{ kind }}, flows.change_count
    from {{ ref('fct_list_flows') }} as flows
    inner join as_of_dates
        on
            flows.moved_on > as_of_dates.as_of
            and flows.moved_on <= as_of_dates.next_as_of
    union all
    select as_of, {{ kind }}, -prospect_count
    from counted
    where as_of > (select min(as_of) from as_of_dates)
)

select as_of, {{ kind }}, sum(change_count) as residual_count
from changes
group by as_of, {{ kind }}
having sum(change_count) <> 0
