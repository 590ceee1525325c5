"""The lists kept like accounts: opening + in − out = closing.

The period of a view is from the compared date, that day's movements left out, to its
as-of date; from the first export where nothing is compared. No filter of product lines
holds here: a prospect moves whatever it is offered.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dashboard.core.query import Query
from dashboard.core.view import View
from dashboard.queries import filters, lists

INS = ("exchange_in", "replenishment", "new_prospect")
OUTS = ("exchange_out", "handed_over", "closure", "won", "lost", "unexplained")
MOVEMENTS = (*INS, *OUTS)
REASSIGNED = "reassigned"
NO_LINE = ("line",)
_ENTRIES = ("opening", *MOVEMENTS, REASSIGNED, "closing")
# Filters by what a prospect can change without a movement.
_CHANGING = frozenset({"team", "rep", "segment", "industry", "grade"})
IN_PERIOD = "moved_on > $opened_on and moved_on <= $as_of"
_IN_COUNT = " + ".join(f"{name}_count" for name in INS)
OUT_COUNT = " + ".join(f"{name}_count" for name in OUTS)


def opened_on(view: View) -> dt.date | None:
    """The day on which the view's period opens; None where the list is not known."""
    known = [date.on for date in view.dates if date.is_list_known]
    compared = view.compared_list
    if compared is not None:
        return compared.on
    return known[0] if known else None


def is_by_kind(view: View) -> bool:
    """True where a filter may be left or met without a movement."""
    return bool(_CHANGING & view.filters.chosen.keys())


def by_territory(view: View) -> Query:
    """The balance of the period, one row per territory, all of them first.

    Columns: territory_id ('all' in the first row), account (its name, '' in the first
    row), opening_count, a count per movement type, reassigned_count (only where a filter
    may be met without a movement), closing_count, residual_count, churn_rate; and of all
    rows together account_count, wrong_count (with a residual).
    """
    months = _whole_months(view)
    accounts = _of_the_period(view) if months is None else _of_months()
    return view.query(
        f"""
        with accounts as materialized ({accounts}),

        summed as (
            select territory_id, {", ".join(map(kept, _ENTRIES))}
            from accounts
            union all
            select null, {", ".join(map(_sum_of, _ENTRIES))}
            from accounts
        ),

        balanced as materialized (
            select territory_id, {_statement(view)}
            from summed
            where
                territory_id is null
                or opening_count + {_IN_COUNT} + {OUT_COUNT} + closing_count > 0
        ),

        totals as (
            select
                count(*) as account_count,
                count(*) filter (residual_count <> 0) as wrong_count
            from balanced
        )

        select
            coalesce(balanced.territory_id, 'all') as territory_id,
            case
                when balanced.territory_id is null then ''
                else coalesce(territories.name, balanced.territory_id)
            end as account,
            balanced.* exclude (territory_id),
            totals.account_count,
            totals.wrong_count
        from balanced
        cross join totals
        left join marts.dim_territories as territories
            on balanced.territory_id = territories.territory_id
        order by balanced.territory_id is not null, account, balanced.territory_id
        """,
        opened_on=opened_on(view),
        first_month=months,
    )


def _whole_months(view: View) -> dt.date | None:
    """The first month of the view's period, where it is made of whole months and of
    whole lists; else None."""
    dates = [date.on for date in view.dates if date.is_list_known]
    opened, closed = opened_on(view), view.as_of.on if view.as_of else None
    if opened is None or closed is None or opened >= closed or is_by_kind(view):
        return None
    if not _is_last_of_month(closed, dates):
        return None
    month = opened.replace(day=1)
    if opened == dates[0]:
        return month
    following = (month + dt.timedelta(days=31)).replace(day=1)
    return following if _is_last_of_month(opened, dates) else None


def _of_months() -> str:
    moved = ", ".join(f"sum({name}_count) as {name}_count" for name in MOVEMENTS)
    return f"""
        select
            territory_id,
            min_by(opening_count, month) as opening_count,
            {moved},
            0 as reassigned_count,
            max_by(closing_count, month) as closing_count
        from marts.fct_list_balance
        where
            month >= $first_month
            and month <= $as_of
            and ($territory_id is null or territory_id = $territory_id)
        group by territory_id
    """


def _of_the_period(view: View) -> str:
    mart, conditions = lists.by_owner(view, NO_LINE)
    return f"""
        select *
        from (
            select
                territory_id,
                {", ".join(map(change_of, (*MOVEMENTS, REASSIGNED)))}
            from marts.fct_list_flows
            where {IN_PERIOD} and {filters.of_projects(NO_LINE)}
            group by territory_id
        ) as flows
        full outer join (
            select
                territory_id,
                sum(prospect_count) filter (as_of = $opened_on) as opening_count,
                sum(prospect_count) filter (as_of = $as_of) as closing_count
            from marts.{mart}
            where as_of in ($opened_on, $as_of) and {conditions}
            group by territory_id
        ) as counted using (territory_id)
    """


def by_month(view: View) -> Query:
    """The balance of every month up to the as-of date, oldest first.

    Columns: month, as_of (the last date in it), then those of by_territory.
    """
    dates = [date.on for date in view.dates if date.is_list_known]
    if not is_by_kind(view) and view.as_of and _is_last_of_month(view.as_of.on, dates):
        return _by_whole_month(view)
    last = {on.replace(day=1): on for on in dates if view.as_of and on <= view.as_of.on}
    return view.query(
        f"""
        with moved as (
            select
                moved_on, movement_type, sum(change_count)::bigint as change_count
            from marts.fct_list_flows
            where moved_on <= $as_of and {filters.of_projects(NO_LINE)}
            group by moved_on, movement_type
        ),

        flows as (
            select
                date_trunc('month', moved_on) as month,
                {", ".join(map(change_of, (*MOVEMENTS, REASSIGNED)))}
            from moved
            group by month
        ),

        counted as (
            select as_of, sum(prospect_count) as prospect_count
            from marts.{_counts_of(view)}
            group by as_of
        ),

        dates as (
            select unnest($dates::date[]) as as_of
        ),

        summed as (
            select
                date_trunc('month', dates.as_of) as month,
                dates.as_of,
                coalesce(
                    lag(coalesce(counted.prospect_count, 0)) over (order by dates.as_of),
                    (select prospect_count from counted where as_of = $first_on),
                    0
                )::bigint as opening_count,
                {", ".join(map(kept, (*MOVEMENTS, REASSIGNED)))},
                coalesce(counted.prospect_count, 0)::bigint as closing_count
            from dates
            left join counted on dates.as_of = counted.as_of
            left join flows on date_trunc('month', dates.as_of) = flows.month
        )

        select month::date as month, as_of, {_statement(view)}
        from summed
        order by month
        """,
        dates=tuple(last.values()),
        first_on=dates[0] if dates else None,
    )


def _is_last_of_month(on: dt.date, dates: Sequence[dt.date]) -> bool:
    of_month = [d for d in dates if d.replace(day=1) == on.replace(day=1)]
    return bool(of_month) and on == max(of_month)


def _by_whole_month(view: View) -> Query:
    """The same of whole territories, as fct_list_balance has it."""
    return view.query(
        f"""
        with summed as (
            select
                balance.month,
                {", ".join(map(_sum_of, ("opening", *MOVEMENTS, "closing")))},
                0 as reassigned_count
            from marts.fct_list_balance as balance
            where
                month <= $as_of and ($territory_id is null or territory_id = $territory_id)
            group by balance.month
        ),

        dates as (
            select date_trunc('month', as_of) as month, max(as_of) as as_of
            from marts.dim_as_of_dates
            where is_list_known
            group by all
        )

        select summed.month, dates.as_of, {_statement(view)}
        from summed
        inner join dates on summed.month = dates.month
        order by summed.month
        """
    )


def change_of(movement_type: str) -> str:
    """How many came or left by a movement type, as a positive number; of reassigned net."""
    sign = "-" if movement_type in OUTS else ""
    return f"""
        {sign}sum(change_count) filter (movement_type = '{movement_type}')
            as {movement_type}_count"""


def _sum_of(name: str) -> str:
    return f"coalesce(sum({name}_count), 0)::bigint as {name}_count"


def kept(name: str) -> str:
    """A count as it stands, 0 where it is missing."""
    return f"coalesce({name}_count, 0)::bigint as {name}_count"


def _statement(view: View) -> str:
    """The columns of an account from opening to residual, and the churn rate."""
    moved = ", ".join(f"{name}_count" for name in MOVEMENTS)
    other = "reassigned_count," if is_by_kind(view) else ""
    return f"""
        opening_count, {moved}, {other} closing_count,
        opening_count + {_IN_COUNT} + reassigned_count - ({OUT_COUNT}) - closing_count
            as residual_count,
        ({OUT_COUNT}) / nullif({OUT_COUNT} + closing_count, 0) as churn_rate
    """


def _counts_of(view: View) -> str:
    """The smallest mart that counts the lists, with the filters as its conditions."""
    if view.filters.have_an_owner:
        mart, conditions = lists.by_owner(view, NO_LINE)
        return f"{mart} where {conditions}"
    return (
        f"fct_list_totals where product_line = 'all' and {filters.of_totals(NO_LINE)}"
    )
