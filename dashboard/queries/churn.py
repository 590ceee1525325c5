"""Where every prospect went: movements, exchanges, churn, slots left.

Each is of the period and the filters of queries.accounts, but for the slots, which
are of all the time up to the as-of date.
"""

from __future__ import annotations

from dashboard.core.query import Query
from dashboard.core.view import View
from dashboard.queries import filters, metrics, records
from dashboard.queries.accounts import IN_PERIOD, MOVEMENTS, NO_LINE, OUTS, opened_on
from dashboard.queries.measure import measure


def movements(view: View) -> Query:
    """The movements of the period, the newest first; of the chosen type, if one is."""
    return records.of(
        view,
        "marts.fct_list_movements",
        (
            "name",
            "prospect_id",
            "movement_type",
            "moved_on",
            "rep",
            "territory",
            "coalesce(others.name, chosen.other_territory_id) as other_territory",
            "declared_grade",
            "segment",
            "industry",
        ),
        where=_MOVED,
        order_by=("moved_on desc", "movement_type", "prospect_id", "direction"),
        joined="""
            left join marts.dim_territories as others
                on chosen.other_territory_id = others.territory_id
        """,
        opened_on=opened_on(view),
    )


_MOVED = f"""
    {IN_PERIOD}
    and {filters.of_projects(NO_LINE)}
    and (
        $movement is null
        or movement_type = $movement
        or $movement not in ({", ".join(f"'{each}'" for each in MOVEMENTS)})
    )
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
    exchanged = measure(
        view,
        ("exchanged_count",),
        ("territory_id", "other_territory_id"),
        period=IN_PERIOD,
        ignoring=("line", "territory"),
    )
    return view.query(
        f"""
        select
            exchanged.territory_id,
            coalesce(givers.name, exchanged.territory_id) as territory,
            exchanged.other_territory_id,
            coalesce(takers.name, exchanged.other_territory_id) as other_territory,
            exchanged.exchanged_count
        from ({exchanged}) as exchanged
        left join marts.dim_territories as givers
            on exchanged.territory_id = givers.territory_id
        left join marts.dim_territories as takers
            on exchanged.other_territory_id = takers.territory_id
        where exchanged.exchanged_count > 0
        order by
            exchanged.exchanged_count desc, exchanged.territory_id,
            exchanged.other_territory_id
        """,
        opened_on=opened_on(view),
    )


def by_rep(view: View) -> Query:
    """What each rep's list lost in the period and why, the largest share first.

    Reps who hold no list any more and what has no rep stand last.

    Columns: rep_id, rep, team, a count per way out, out_count, closing_count, churn_rate;
    and of all rows together rep_count.
    """
    sums = (*(f"{name}_count" for name in OUTS), "out_count")
    counts = measure(
        view,
        (*sums, "prospect_count"),
        ("rep_id", "team"),
        period=IN_PERIOD,
        ignoring=NO_LINE,
    )
    churn_rate = metrics.of(view.release).sql(
        "churn_rate", {"prospect_count": "closing_count"}
    )
    return view.query(
        f"""
        with counts as (
            select
                rep_id,
                max_by(team, (prospect_count, team)) as team,
                {", ".join(f"sum({each})::bigint as {each}" for each in sums)},
                sum(prospect_count)::bigint as closing_count
            from ({counts})
            group by rep_id
            having sum(out_count) + sum(prospect_count) > 0
        )

        select
            counts.rep_id,
            coalesce(reps.name, counts.rep_id) as rep,
            counts.* exclude (rep_id),
            {churn_rate} as churn_rate,
            count(*) over () as rep_count
        from counts
        left join marts.dim_reps as reps on counts.rep_id = reps.rep_id
        order by
            closing_count = 0 or counts.rep_id = 'unassigned',
            churn_rate desc, out_count desc, counts.rep_id
        limit $row_count
        """,
        opened_on=opened_on(view),
    )


def replacements(view: View) -> Query:
    """Slots that prospects won, lost or closed left up to the as-of date, open first.

    Those of the chosen lag, if one is: open, or the days until they were filled, from-to.
    Columns: name, prospect_id, movement_type, left_on, territory, replacing_prospect_id,
    replaced_on, days_to_replacement (both missing while the slot is open), days_open.
    """
    return records.of(
        view,
        f"""(
            select
                * replace (
                    case when replaced_on <= $as_of then replaced_on end as replaced_on,
                    case when replaced_on <= $as_of then days_to_replacement end
                        as days_to_replacement,
                    case when replaced_on <= $as_of then replacing_prospect_id end
                        as replacing_prospect_id
                )
            from marts.fct_list_replacements
            where left_on <= $as_of and {filters.of_projects(NO_LINE)}
        )""",
        (
            "prospects.name",
            "prospect_id",
            "movement_type",
            "left_on",
            "territory",
            "replacing_prospect_id",
            "replaced_on",
            "days_to_replacement",
            "if(chosen.replaced_on is null, $as_of - chosen.left_on, null) as days_open",
        ),
        where="""
            $lag is null
            or ($lag = 'open' and replaced_on is null)
            or days_to_replacement between
                try_cast(split_part($lag, '-', 1) as integer)
                and try_cast(split_part($lag, '-', 2) as integer)
        """,
        order_by=("replaced_on nulls first", "left_on", "prospect_id"),
        joined="""
            left join marts.dim_prospects as prospects
                on chosen.prospect_id = prospects.prospect_id
        """,
    )


def replacement_lags(view: View) -> Query:
    """Open slots up to the as-of date by the days until they were filled.

    Columns: days_to_replacement (missing: still open), slot_count; the shortest first.
    """
    return view.query(
        f"""
        select
            case when replaced_on <= $as_of then days_to_replacement end
                as days_to_replacement,
            count(*) as slot_count
        from marts.fct_list_replacements
        where left_on <= $as_of and {filters.of_projects(NO_LINE)}
        group by all
        order by all
        """
    )
