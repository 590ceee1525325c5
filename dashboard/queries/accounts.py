"""The lists kept like accounts: opening + in − out = closing.

The period of a view is from the compared date, that day's movements left out, to its
as-of date; from the first export where nothing is compared. No filter of product lines
holds here: a prospect moves whatever it is offered.
"""

from __future__ import annotations

import datetime as dt

from dashboard.core.query import Query
from dashboard.core.view import View
from dashboard.queries import metrics
from dashboard.queries.measure import measure

INS = ("exchange_in", "replenishment", "new_prospect")
OUTS = ("exchange_out", "handed_over", "closure", "won", "lost", "unexplained")
MOVEMENTS = (*INS, *OUTS)
REASSIGNED = "reassigned"
NO_LINE = ("line",)
IN_PERIOD = "moved_on > $opened_on and moved_on <= $as_of"
# Filters by what a prospect can change without a movement.
_CHANGING = frozenset({"team", "rep", "segment", "industry", "grade"})
_MOVED = tuple(f"{name}_count" for name in (*MOVEMENTS, REASSIGNED))
_SUMS = (*_MOVED, "in_count", "out_count")
_ENTRIES = (*_SUMS, "opening_count", "closing_count")


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
    return view.query(
        f"""
        with territories as materialized ({_of_period(view)}),

        accounts as (
            select territory_id, {", ".join(_ENTRIES)} from territories
            union all
            select null, {", ".join(f"coalesce(sum({e}), 0)::bigint" for e in _ENTRIES)}
            from territories
        ),

        balanced as (
            select territory_id, {_statement(view)}
            from accounts
            where
                territory_id is null
                or opening_count + in_count + out_count + closing_count > 0
        )

        select
            coalesce(balanced.territory_id, 'all') as territory_id,
            case
                when balanced.territory_id is null then ''
                else coalesce(named.name, balanced.territory_id)
            end as account,
            balanced.* exclude (territory_id),
            count(*) over () as account_count,
            count(*) filter (residual_count <> 0) over () as wrong_count
        from balanced
        left join marts.dim_territories as named
            on balanced.territory_id = named.territory_id
        order by balanced.territory_id is not null, account, balanced.territory_id
        """,
        opened_on=opened_on(view),
    )


def by_month(view: View) -> Query:
    """The balance of every month up to the as-of date, oldest first.

    Columns: month, as_of (the last date in it), then those of by_territory.
    """
    flows = measure(
        view, _SUMS, ("moved_on",), period="moved_on <= $as_of", ignoring=NO_LINE
    )
    return view.query(
        f"""
        with dates as (
            select date_trunc('month', as_of) as month, max(as_of) as as_of
            from marts.dim_as_of_dates
            where is_list_known and as_of <= $as_of
            group by month
        ),

        counts as (
            {measure(view, ("prospect_count",), ("as_of",), ignoring=NO_LINE)}
        ),

        flows as (
            select
                date_trunc('month', moved_on) as month,
                {", ".join(f"sum({each})::bigint as {each}" for each in _SUMS)}
            from ({flows})
            group by month
        ),

        accounts as (
            select
                dates.month,
                dates.as_of,
                coalesce(
                    lag(coalesce(counts.prospect_count, 0)) over (order by dates.as_of),
                    (select prospect_count from counts where as_of = $first_on),
                    0
                ) as opening_count,
                {", ".join(f"coalesce(flows.{each}, 0) as {each}" for each in _SUMS)},
                coalesce(counts.prospect_count, 0) as closing_count
            from dates
            left join counts on dates.as_of = counts.as_of
            left join flows on dates.month = flows.month
        )

        select month::date as month, as_of, {_statement(view)}
        from accounts
        order by month
        """,
        first_on=min(
            (date.on for date in view.dates if date.is_list_known), default=None
        ),
    )


def _of_period(view: View) -> str:
    """Opening, movements and closing of the view's period, by territory."""
    by = ("territory_id",)
    moved = measure(
        view, (*_SUMS, "prospect_count"), by, period=IN_PERIOD, ignoring=NO_LINE
    )
    opening = measure(view, ("prospect_count",), by, on="$opened_on", ignoring=NO_LINE)
    return f"""
        select
            territory_id,
            {", ".join(f"coalesce({each}, 0) as {each}" for each in _SUMS)},
            coalesce(opened.prospect_count, 0) as opening_count,
            coalesce(moved.prospect_count, 0) as closing_count
        from ({moved}) as moved
        full outer join ({opening}) as opened using (territory_id)
    """


def _statement(view: View) -> str:
    """The columns of an account from opening to residual, and the churn rate."""
    other = "" if is_by_kind(view) else f"{REASSIGNED}_count"
    moved = ", ".join(each for each in _MOVED if each != other)
    churn_rate = metrics.of(view.release).sql(
        "churn_rate", {"prospect_count": "closing_count"}
    )
    return f"""
        opening_count, {moved}, closing_count,
        opening_count + in_count + reassigned_count - out_count - closing_count
            as residual_count,
        {churn_rate} as churn_rate
    """
