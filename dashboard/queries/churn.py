"""Where every prospect went: the balance of the lists and the movements behind it.

The period of a view is from the compared date, that day's movements left out, to its
as-of date; from the first export where nothing is compared. No filter of product lines
holds here: a prospect moves whatever it is offered.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dashboard.queries import filters
from dashboard.queries.query import Query
from dashboard.view import View

INS = ("exchange_in", "replenishment", "new_prospect")
OUTS = ("exchange_out", "handed_over", "closure", "won", "lost", "unexplained")
MOVEMENTS = (*INS, *OUTS)
REASSIGNED = "reassigned"
_NO_LINE = ("line",)
# Filters by what a prospect can change without a movement.
_CHANGING = frozenset({"team", "rep", "segment", "industry", "grade"})
_IN_PERIOD = "moved_on > $opened_on and moved_on <= $as_of"
_IN_COUNT = " + ".join(f"{name}_count" for name in INS)
_OUT_COUNT = " + ".join(f"{name}_count" for name in OUTS)


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
    may be met without a movement), closing_count, residual_count, churn_rate.
    """
    return view.query(
        f"""
        with flows as (
            select
                territory_id,
                {", ".join(map(_change_of, (*MOVEMENTS, REASSIGNED)))}
            from marts.fct_list_flows
            where {_IN_PERIOD} and {filters.of_projects(_NO_LINE)}
            group by territory_id
        ),

        counted as (
            select
                territory_id,
                sum(prospect_count) filter (as_of = $opened_on) as opening_count,
                sum(prospect_count) filter (as_of = $as_of) as closing_count
            from marts.fct_list_counts
            where
                as_of in ($opened_on, $as_of) and {filters.of_projects(_NO_LINE)}
            group by territory_id
        ),

        summed as (
            select
                territory_id,
                {", ".join(map(_sum_of, ("opening", "closing", *MOVEMENTS, REASSIGNED)))}
            from counted
            full outer join flows using (territory_id)
            group by rollup (territory_id)
        )

        select
            coalesce(summed.territory_id, 'all') as territory_id,
            case
                when summed.territory_id is null then ''
                else coalesce(territories.name, summed.territory_id)
            end as account,
            {_statement(view)}
        from summed
        left join marts.dim_territories as territories
            on summed.territory_id = territories.territory_id
        order by summed.territory_id is not null, account, summed.territory_id
        """,
        opened_on=opened_on(view),
    )


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
        with flows as (
            select
                date_trunc('month', moved_on) as month,
                {", ".join(map(_change_of, (*MOVEMENTS, REASSIGNED)))}
            from marts.fct_list_flows
            where moved_on <= $as_of and {filters.of_projects(_NO_LINE)}
            group by month
        ),

        counted as (
            select as_of, sum(prospect_count) as prospect_count
            from marts.{_counts_of(view)}
            group by as_of
        ),

        dates as (
            select unnest($dates) as as_of
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
                {", ".join(map(_kept, (*MOVEMENTS, REASSIGNED)))},
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
    return on == max(d for d in dates if d.replace(day=1) == on.replace(day=1))


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


def movements(view: View) -> Query:
    """The movements of the period, the newest first; of the chosen type, if one is."""
    return view.query(
        f"""
        with chosen as (
            select * from marts.fct_list_movements
            where {_MOVED}
            order by moved_on desc, movement_type, prospect_id, direction
            limit $row_count
        )

        select
            chosen.name,
            chosen.prospect_id,
            chosen.movement_type,
            chosen.moved_on,
            coalesce(territories.name, chosen.territory_id) as territory,
            coalesce(others.name, chosen.other_territory_id) as other_territory,
            coalesce(reps.name, chosen.rep_id) as rep,
            chosen.declared_grade,
            chosen.segment,
            chosen.industry
        from chosen
        left join marts.dim_territories as territories
            on chosen.territory_id = territories.territory_id
        left join marts.dim_territories as others
            on chosen.other_territory_id = others.territory_id
        left join marts.dim_reps as reps on chosen.rep_id = reps.rep_id
        order by
            chosen.moved_on desc, chosen.movement_type, chosen.prospect_id,
            chosen.direction
        """,
        opened_on=opened_on(view),
    )


_MOVED = f"""
    {_IN_PERIOD}
    and {filters.of_projects(_NO_LINE)}
    and ($movement is null or movement_type = $movement)
    and ($other is null or other_territory_id = $other)
"""


def movement_count(view: View) -> Query:
    """How many movements `movements` lists: one row, one number."""
    return view.query(
        f"select count(*) from marts.fct_list_movements where {_MOVED}",
        opened_on=opened_on(view),
    )


def exchanges(view: View) -> Query:
    """Prospects exchanged in the period, by the territory that gave and that took.

    The chosen territory does not narrow it, so that the others stay in sight. Columns:
    territory_id, territory, other_territory_id, other_territory, exchanged_count; the
    most first.
    """
    return view.query(
        f"""
        with exchanged as (
            select territory_id, other_territory_id, count(*) as exchanged_count
            from marts.fct_list_movements
            where
                movement_type = 'exchange_out'
                and {_IN_PERIOD}
                and {filters.of_projects(("line", "territory"))}
            group by territory_id, other_territory_id
        )

        select
            exchanged.territory_id,
            coalesce(givers.name, exchanged.territory_id) as territory,
            exchanged.other_territory_id,
            coalesce(takers.name, exchanged.other_territory_id) as other_territory,
            exchanged.exchanged_count
        from exchanged
        left join marts.dim_territories as givers
            on exchanged.territory_id = givers.territory_id
        left join marts.dim_territories as takers
            on exchanged.other_territory_id = takers.territory_id
        order by
            exchanged.exchanged_count desc, exchanged.territory_id,
            exchanged.other_territory_id
        """,
        opened_on=opened_on(view),
    )


def by_rep(view: View) -> Query:
    """What left the hands of each rep in the period and why, the largest share first.

    Reps who hold no list any more and what has no rep stand last.

    Columns: rep_id, rep, team, a count per way out, out_count, closing_count, churn_rate.
    """
    return view.query(
        f"""
        with flows as (
            select rep_id, any_value(team) as team, {", ".join(map(_change_of, OUTS))}
            from marts.fct_list_flows
            where {_IN_PERIOD} and {filters.of_projects(_NO_LINE)}
            group by rep_id
        ),

        counted as (
            select
                rep_id,
                any_value(team) as team,
                sum(prospect_count)::bigint as closing_count
            from marts.fct_list_counts
            where as_of = $as_of and {filters.of_projects(_NO_LINE)}
            group by rep_id
        ),

        summed as (
            select
                rep_id,
                coalesce(counted.team, flows.team) as team,
                {", ".join(map(_kept, OUTS))},
                coalesce(counted.closing_count, 0) as closing_count
            from counted
            full outer join flows using (rep_id)
        )

        select
            summed.rep_id,
            coalesce(reps.name, summed.rep_id) as rep,
            summed.* exclude (rep_id, closing_count),
            {_OUT_COUNT} as out_count,
            summed.closing_count,
            out_count / nullif(out_count + summed.closing_count, 0) as churn_rate
        from summed
        left join marts.dim_reps as reps on summed.rep_id = reps.rep_id
        where out_count + summed.closing_count > 0
        order by
            summed.closing_count = 0 or summed.rep_id = 'unassigned',
            churn_rate desc, out_count desc, summed.rep_id
        """,
        opened_on=opened_on(view),
    )


def replacements(view: View) -> Query:
    """Places that prospects won, lost or closed left up to the as-of date, open first.

    Columns: name, prospect_id, movement_type, left_on, territory, replacing_prospect_id,
    replaced_on, days_to_replacement (both missing while the place is open), days_open.
    """
    return view.query(
        f"""
        with places as (
            select
                * replace (
                    case when replaced_on <= $as_of then replaced_on end as replaced_on,
                    case when replaced_on <= $as_of then days_to_replacement end
                        as days_to_replacement,
                    case when replaced_on <= $as_of then replacing_prospect_id end
                        as replacing_prospect_id
                )
            from marts.fct_list_replacements
            where left_on <= $as_of and {filters.of_projects(_NO_LINE)}
            order by replaced_on nulls first, left_on, prospect_id
            limit $row_count
        )

        select
            prospects.name,
            places.prospect_id,
            places.movement_type,
            places.left_on,
            coalesce(territories.name, places.territory_id) as territory,
            places.replacing_prospect_id,
            places.replaced_on,
            places.days_to_replacement,
            case when places.replaced_on is null then $as_of - places.left_on end
                as days_open
        from places
        left join marts.dim_prospects as prospects
            on places.prospect_id = prospects.prospect_id
        left join marts.dim_territories as territories
            on places.territory_id = territories.territory_id
        order by places.replaced_on nulls first, places.left_on, places.prospect_id
        """
    )


def replacement_lags(view: View) -> Query:
    """Places left up to the as-of date by the days until they were filled.

    Columns: days_to_replacement (missing: still open), place_count; the shortest first.
    """
    return view.query(
        f"""
        select
            case when replaced_on <= $as_of then days_to_replacement end
                as days_to_replacement,
            count(*) as place_count
        from marts.fct_list_replacements
        where left_on <= $as_of and {filters.of_projects(_NO_LINE)}
        group by all
        order by all
        """
    )


def sources(view: View) -> Query:
    """What each list source brought up to the as-of date, the most names first.

    Columns: list_source, name_count, reached_count, reached_rate, met_count, met_rate,
    won_name_count, won_rate, judged_count (entries of which the days have passed),
    became_count (of these, A, B or C by then), became_rate, market_company_count,
    reached_company_count, source_coverage_rate (these three of the whole market).
    """
    kind = filters.of_projects(_NO_LINE)
    return view.query(
        f"""
        with names as (
            select
                list_source,
                count(*) as name_count,
                count(*) filter (reached_on <= $as_of) as reached_count,
                count(*) filter (met_on <= $as_of) as met_count,
                count(*) filter (won_on <= $as_of) as won_name_count
            from marts.fct_source_names
            where
                valid_from <= $as_of
                and (valid_to is null or valid_to > $as_of)
                and {kind}
            group by list_source
        ),

        entries as (
            select
                unnest(list_sources) as list_source,
                count(*) as judged_count,
                count(reached_on) as became_count
            from marts.fct_list_entries
            where judged_on <= $as_of and {kind}
            group by list_source
        ),

        coverage as (
            select * from marts.fct_source_coverage
            where as_of = $as_of
        )

        select
            list_source,
            coalesce(names.name_count, 0) as name_count,
            coalesce(names.reached_count, 0) as reached_count,
            names.reached_count / names.name_count as reached_rate,
            coalesce(names.met_count, 0) as met_count,
            names.met_count / names.name_count as met_rate,
            coalesce(names.won_name_count, 0) as won_name_count,
            names.won_name_count / names.name_count as won_rate,
            coalesce(entries.judged_count, 0) as judged_count,
            coalesce(entries.became_count, 0) as became_count,
            entries.became_count / entries.judged_count as became_rate,
            coverage.market_company_count,
            coverage.reached_company_count,
            coverage.source_coverage_rate
        from names
        full outer join entries using (list_source)
        left join coverage using (list_source)
        order by name_count desc, list_source
        """
    )


def _change_of(movement_type: str) -> str:
    """How many came or left by a movement type, as a positive number; of reassigned net."""
    sign = "-" if movement_type in OUTS else ""
    return f"""
        {sign}sum(change_count) filter (movement_type = '{movement_type}')
            as {movement_type}_count"""


def _sum_of(name: str) -> str:
    return f"coalesce(sum({name}_count), 0)::bigint as {name}_count"


def _kept(name: str) -> str:
    return f"coalesce({name}_count, 0)::bigint as {name}_count"


def _statement(view: View) -> str:
    """The columns of an account from opening to residual, and the churn rate."""
    moved = ", ".join(f"{name}_count" for name in MOVEMENTS)
    other = "reassigned_count," if is_by_kind(view) else ""
    return f"""
        opening_count, {moved}, {other} closing_count,
        opening_count + {_IN_COUNT} + reassigned_count - ({_OUT_COUNT}) - closing_count
            as residual_count,
        ({_OUT_COUNT}) / nullif({_OUT_COUNT} + closing_count, 0) as churn_rate
    """


def _counts_of(view: View) -> str:
    """The smallest mart that counts the lists, with the filters as its conditions."""
    if view.filters.have_a_place:
        return f"fct_list_counts where {filters.of_projects(_NO_LINE)}"
    return (
        f"fct_list_totals where product_line = 'all' and {filters.of_totals(_NO_LINE)}"
    )
