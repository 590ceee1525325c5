{% set ins = ['exchange_in', 'replenishment', 'new_prospect'] %}
{% set outs = [
    'exchange_out', 'handed_over', 'closure', 'won', 'lost', 'unexplained'
] %}
with

limits as (
    select
        min(as_of) as first_on,
        max(as_of) as newest_on
    from {{ ref('dim_as_of_dates') }}
    where is_list_known
),

spans as (
    select territory_id, valid_from, valid_to
    from {{ ref('int_prospects_timeline') }}
    where is_on_list
),

movements as (
    select * from {{ ref('fct_list_movements') }}
),

months as (
    select cast(unnest(month_starts) as date) as month
    from (
        select
            generate_series(
                date_trunc('month', first_on), date_trunc('month', newest_on),
                interval 1 month
            ) as month_starts
        from limits
    )
),

territories as (
    select
        spans.territory_id,
        count(*) filter (where spans.valid_from = limits.first_on) as first_count
    from spans
    cross join limits
    group by spans.territory_id
),

-- A prospect is on the list from the day a span begins until the day it ends.
begun_and_ended as (
    select
        territory_id, date_trunc('month', valid_from) as month, count(*) as change_count
    from spans
    group by all
    union all
    select territory_id, date_trunc('month', valid_to), -count(*)
    from spans
    where valid_to is not null
    group by all
),

changes as (
    select territory_id, month, sum(change_count) as change_count
    from begun_and_ended
    group by territory_id, month
),

moved as (
    select
        territory_id,
        date_trunc('month', moved_on) as month,
        {% for movement_type in ins + outs %}
        count(*) filter (where movement_type = '{{ movement_type }}')
            as {{ movement_type }}_count,
        {% endfor %}
    from movements
    group by all
),

counted as (
    select
        territories.territory_id,
        months.month,
        territories.first_count,
        {% for movement_type in ins + outs %}
        coalesce(moved.{{ movement_type }}_count, 0) as {{ movement_type }}_count,
        {% endfor %}
        cast(
            sum(coalesce(changes.change_count, 0)) over (
                partition by territories.territory_id order by months.month
            ) as bigint
        ) as closing_count
    from territories
    cross join months
    left join changes
        on
            territories.territory_id = changes.territory_id
            and months.month = changes.month
    left join moved
        on
            territories.territory_id = moved.territory_id
            and months.month = moved.month
),

opened as (
    select
        *,
        lag(closing_count, 1, first_count) over (
            partition by territory_id order by month
        ) as opening_count,
        {{ ins | join('_count + ') }}_count as in_count,
        {{ outs | join('_count + ') }}_count as out_count
    from counted
),

final as (
    select
        territory_id,
        month,
        opening_count,
        {% for movement_type in ins + outs %}
        {{ movement_type }}_count,
        {% endfor %}
        closing_count,
        opening_count + in_count - out_count - closing_count as residual_count,
        out_count / nullif(out_count + closing_count, 0) as churn_rate
    from opened
)

select * from final
