"""The movements of a fixture's lists and their balance, as plain SQL over its spans.

Written from the descriptions of the marts, not from dbt's models. A fixture has no
status: who is gone from the list counts as won, who comes as a new prospect.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import duckdb

_KIND = """
    territory_id, rep_id, team, segment, industry, declared_grade
"""

# Both sides of every day on which a span begins or ends; the first export opens.
_SIDES = f"""
    with first as (
        select min(as_of) as day from marts.dim_as_of_dates where is_list_known
    ),

    sides as (
        select prospect_id, name, {_KIND}, 1 as direction, valid_from as moved_on
        from marts.dim_prospect_versions, first
        where valid_from > first.day
        union all
        select prospect_id, name, {_KIND}, -1, valid_to
        from marts.dim_prospect_versions
        where valid_to is not null
    )

    select
        sides.* exclude (direction),
        sides.direction,
        others.territory_id as other_territory_id,
        case
            when others.territory_id = sides.territory_id then 'reassigned'
            when others.territory_id is not null and sides.direction = 1
                then 'exchange_in'
            when others.territory_id is not null then 'exchange_out'
            when sides.direction = 1 then 'new_prospect'
            else 'won'
        end as movement_type
    from sides
    left join sides as others
        on sides.prospect_id = others.prospect_id
        and sides.moved_on = others.moved_on
        and sides.direction = -others.direction
"""

_MOVEMENTS = f"select * from ({_SIDES}) where movement_type <> 'reassigned'"

_FLOWS = f"""
    select moved_on, {_KIND}, movement_type, sum(direction) as change_count
    from ({_SIDES})
    group by all
    having change_count <> 0
"""

_BALANCE = """
    with months as (
        select date_trunc('month', as_of) as month, max(as_of) as closed_on
        from marts.dim_as_of_dates where is_list_known group by all
    ),

    accounts as (
        select
            territory_id, month, closed_on,
            (
                select coalesce(sum(prospect_count), 0) from marts.fct_list_counts
                where as_of = closed_on and territory_id = held.territory_id
            ) as closing_count,
            (
                select coalesce(sum(prospect_count), 0) from marts.fct_list_counts
                where as_of = (select min(closed_on) from months)
                and territory_id = held.territory_id
            ) as first_count
        from months, (select distinct territory_id from marts.fct_list_counts) as held
    ),

    moved as (
        select territory_id, date_trunc('month', moved_on) as month,
            count(*) filter (movement_type = 'exchange_in') as exchange_in_count,
            count(*) filter (movement_type = 'new_prospect') as new_prospect_count,
            count(*) filter (movement_type = 'exchange_out') as exchange_out_count,
            count(*) filter (movement_type = 'won') as won_count
        from marts.fct_list_movements group by all
    )

    select
        territory_id, month,
        lag(closing_count, 1, first_count) over (
            partition by territory_id order by month
        ) as opening_count,
        coalesce(exchange_in_count, 0) as exchange_in_count,
        coalesce(new_prospect_count, 0) as new_prospect_count,
        coalesce(exchange_out_count, 0) as exchange_out_count,
        coalesce(won_count, 0) as won_count,
        0 as replenishment_count, 0 as handed_over_count, 0 as closure_count,
        0 as lost_count, 0 as unexplained_count, closing_count, 0 as residual_count
    from accounts
    left join moved using (territory_id, month)
"""

_DERIVED: Mapping[str, str] = {
    "fct_list_movements": _MOVEMENTS,
    "fct_list_flows": _FLOWS,
    "fct_list_balance": _BALANCE,
}


def derive(connection: duckdb.DuckDBPyConnection, stated: Collection[str] = ()) -> None:
    """Fill the marts of movements from the facts, but for those that are stated."""
    for mart, query in _DERIVED.items():
        if mart not in stated:
            connection.execute(f"insert into marts.{mart} by name {query}")
