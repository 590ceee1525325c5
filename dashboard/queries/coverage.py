"""Territory coverage: how the list is maintained, territory by territory."""

from __future__ import annotations

from dashboard.core.codes import GRADES
from dashboard.core.query import Query
from dashboard.core.view import View
from dashboard.queries import filters, records
from dashboard.queries.measure import compared, measure

# Of a whole territory alone; a part of its prospects does not tell it.
_OF_THE_WHOLE = (
    "target_prospect_count",
    "target_rate",
    "in_target_market_count",
    "in_target_market_rate",
    "market_company_count",
    "covered_company_count",
    "market_coverage_rate",
    "workload_rate",
    "orphan_count",
    "inactive_rep_count",
)
_MAINTAINED = ("prospect_count", "touched_count", "overdue_count")
_SUMS_OF_THE_WHOLE = {
    "short_count": "short_count",
    "aimed_count": "aimed_count",
    "target_prospect_count": "target_prospect_count",
    "in_target_market_count": "in_target_market_count",
    "area_company_count": "market_company_count",
    "area_covered_company_count": "covered_company_count",
    "workload_day_count": "workload_day_count",
    "orphan_count": "orphan_count",
    "inactive_rep_count": "inactive_rep_count",
}


def by_territory(view: View) -> Query:
    """One row per territory, the one with the lowest share on cadence first.

    The chosen territory does not narrow it, so that its neighbours stay in sight.
    Columns: territory_id, territory, team, rep, prospect_count, touched_count,
    overdue_count, compared_overdue_count (missing where nothing is compared),
    cadence_rate, and those of fct_territory_coverage that a whole territory has
    (missing where a filter shows only a part of each).
    """
    targets = ("target_prospect_count",) if _are_whole(view) else ()
    counts = compared(
        view,
        (*_MAINTAINED, "cadence_rate", *targets),
        ("territory_id",),
        beside="overdue_count",
        ignoring=("territory",),
    )
    aimed = "or target_prospect_count > 0" if targets else ""
    return view.query(
        f"""
        with counts as (
            select * from ({counts})
            where prospect_count > 0 {aimed}
        )

        select
            counts.territory_id,
            coalesce(territories.name, counts.territory_id) as territory,
            whole.team,
            coalesce(reps.name, whole.rep_id) as rep,
            counts.prospect_count,
            counts.touched_count,
            counts.overdue_count,
            counts.compared_overdue_count,
            counts.cadence_rate,
            {", ".join(f"if({_is_whole(view)}, whole.{e}, null) as {e}" for e in _OF_THE_WHOLE)}
        from counts
        left join marts.fct_territory_coverage as whole
            on whole.as_of = $as_of and counts.territory_id = whole.territory_id
        left join marts.dim_territories as territories
            on counts.territory_id = territories.territory_id
        left join marts.dim_reps as reps on whole.rep_id = reps.rep_id
        order by
            counts.cadence_rate nulls last, counts.overdue_count desc,
            counts.territory_id
        limit $row_count
        """
    )


def totals(view: View) -> Query:
    """One row per date, the view's and the compared one, of all that the filters leave.

    A date of which they leave nothing may be missing. Columns: as_of, territory_count,
    short_count, aimed_count, and the counts of fct_territory_coverage (missing as in
    by_territory).
    """
    whole = tuple(_SUMS_OF_THE_WHOLE) if _are_whole(view) else ()
    by_territory = measure(
        view,
        (*_MAINTAINED, *whole),
        ("as_of", "territory_id"),
        where=filters.EITHER_DATE,
    )
    sums = [
        f"{f'sum({name})' if whole else 'null'}::double as {column}"
        for name, column in _SUMS_OF_THE_WHOLE.items()
    ]
    return view.query(
        f"""
        select
            as_of,
            count(*) as territory_count,
            {", ".join(f"sum({each})::bigint as {each}" for each in _MAINTAINED)},
            {", ".join(sums)}
        from ({by_territory})
        group by as_of
        """
    )


def unknown(view: View) -> Query:
    """What the exports tell of no prospect at the view's date, whatever is filtered.

    Columns: is_target_market_unknown, are_owners_unknown.
    """
    return view.query(
        """
        select
            sum(prospect_count) > 0 and count(in_target_market_count) = 0
                as is_target_market_unknown,
            sum(prospect_count) > 0 and count(orphan_count) = 0 as are_owners_unknown
        from marts.fct_territory_coverage
        where as_of = $as_of
        """
    )


def of_chosen(view: View) -> Query:
    """The chosen territory at the view's date: territory, region, team, rep."""
    return view.query(
        """
        select
            coalesce(territories.name, whole.territory_id) as territory,
            territories.region,
            whole.team,
            coalesce(reps.name, whole.rep_id) as rep
        from marts.fct_territory_coverage as whole
        left join marts.dim_territories as territories
            on whole.territory_id = territories.territory_id
        left join marts.dim_reps as reps on whole.rep_id = reps.rep_id
        where whole.as_of = $as_of and whole.territory_id = $territory_id
        """
    )


def over_time(view: View) -> Query:
    """The chosen territory, or each, at the as-of dates up to the view's, newest first.

    Columns: as_of, territory, prospect_count, cadence_rate, target_rate,
    market_coverage_rate.
    """
    return view.query(
        """
        select
            whole.as_of,
            coalesce(territories.name, whole.territory_id) as territory,
            whole.prospect_count,
            whole.cadence_rate,
            whole.target_rate,
            whole.market_coverage_rate
        from marts.fct_territory_coverage as whole
        left join marts.dim_territories as territories
            on whole.territory_id = territories.territory_id
        where
            whole.as_of <= $as_of
            and ($territory_id is null or whole.territory_id = $territory_id)
        order by whole.as_of desc, whole.territory_id
        """
    )


def overdue(view: View) -> Query:
    """Overdue prospects, the longest overdue first."""
    return _worklist(view)


def longest_overdue(view: View) -> Query:
    """The first rows of `overdue`, for the printed sheet."""
    return _worklist(view, records.SHEET_ROWS)


def overdue_count(view: View) -> Query:
    """Overdue prospects at the view's date: one row, one number."""
    return view.query(measure(view, ("overdue_prospect_count",)))


def by_rep(view: View) -> Query:
    """One row per rep with overdue prospects, the one with the most first.

    The chosen rep does not narrow it. Columns: rep_id, rep, team, overdue_count, a_count
    … d_count, ungraded_count, days_overdue (the longest).
    """
    grades = ", ".join(
        f"count(*) filter (where declared_grade = '{grade}') as {grade.lower()}_count"
        for grade in GRADES
    )
    return view.query(
        f"""
        with counted as (
            select
                rep_id,
                team,
                count(*) as overdue_count,
                {grades},
                max($as_of - due_on) as days_overdue
            from marts.fct_overdue_prospects
            where {_overdue_of_view(("rep",))}
            group by rep_id, team
        )

        select counted.*, coalesce(reps.name, counted.rep_id) as rep
        from counted
        left join marts.dim_reps as reps on counted.rep_id = reps.rep_id
        order by counted.overdue_count desc, counted.rep_id
        """
    )


def _worklist(view: View, most: int | None = None) -> Query:
    return records.of(
        view,
        "marts.fct_overdue_prospects",
        (
            "name",
            "declared_grade",
            "$as_of - chosen.due_on as days_overdue",
            "last_activity_on",
            "due_on",
            "rep",
            "territory",
            "segment",
            "industry",
            "city",
            "prospect_id",
        ),
        where=_overdue_of_view(),
        order_by=("due_on", "prospect_id"),
        most=most,
    )


def _overdue_of_view(without: tuple[str, ...] = ()) -> str:
    return f"""
        {filters.VALID}
        and {filters.of_prospects(("line", *without))}
        and {filters.HAS_LINE}
    """


def _are_whole(view: View) -> bool:
    """True where a filter may leave whole territories, those of a team, with targets."""
    return not view.filters.chosen.keys() - {"territory", "team"}


def _is_whole(view: View) -> str:
    """Of which territories the filters leave the whole, a condition over `whole`."""
    if not _are_whole(view):
        return "false"
    return "whole.team = $team" if view.filters.team else "true"
