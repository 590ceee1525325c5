"""Territory coverage: how the list is maintained, and how much of the market it holds."""

from __future__ import annotations

from dashboard.core.query import Query
from dashboard.core.view import View
from dashboard.queries import filters, lists
from dashboard.queries.records import NAMES, WITH_NAMES

# Lines of a territory's audit sheet, which is to fit one printed page.
SHEET_ROWS = 8
_PLACES = """
    ($industry is null or industry = $industry)
    and ($territory_id is null or list_contains(territory_ids, $territory_id))
"""
_TERRITORIES = """
    (
        select string_agg(coalesce(named.name, given.id), '; ' order by given.id)
        from unnest(territory_ids) as given (id)
        left join marts.dim_territories as named on given.id = named.territory_id
    )
"""
_LONGEST_FIRST = "due_on, prospect_id"
_DATES = "as_of in ($as_of, coalesce($compared_as_of, $as_of))"
_CHOSEN = "($territory_id is null or territory_id = $territory_id)"
# What a part of a territory's prospects does not tell.
_OF_THE_WHOLE = (
    "target_prospect_count",
    "target_rate",
    "in_target_market_count",
    "in_target_market_rate",
    "market_company_count",
    "covered_company_count",
    "market_coverage_rate",
    "workload_day_count",
    "workload_rate",
    "orphan_count",
    "inactive_rep_count",
    "is_short_of_target",
)
# What serves to count territories, and to divide.
_HIDDEN = ("is_short_of_target", "workload_day_count")


def by_territory(view: View) -> Query:
    """One row per territory, the one with the lowest share in time first.

    The chosen territory does not narrow it, so that its neighbours stay in sight.
    Columns: territory_id, territory, team, rep, prospect_count, touched_count,
    overdue_count, compared_overdue_count (missing where nothing is compared),
    cadence_rate, and those of fct_territory_coverage that a whole territory has
    (missing where a filter shows only a part of each).
    """
    is_whole = _is_whole(view)
    mart, conditions = _counted(view)
    own = [each for each in _OF_THE_WHOLE if each not in _HIDDEN]
    return view.query(
        f"""
        with chosen as (
            select * from ({_maintained(view)})
            order by cadence_rate nulls last, overdue_count desc, territory_id
            limit $row_count
        ),

        earlier as (
            select territory_id, sum(overdue_count)::bigint as overdue_count
            from marts.{mart}
            where
                as_of = $compared_as_of
                and {conditions}
                and territory_id in (select territory_id from chosen)
            group by territory_id
        )

        select
            chosen.territory_id,
            coalesce(territories.name, chosen.territory_id) as territory,
            whole.team,
            coalesce(reps.name, whole.rep_id) as rep,
            chosen.prospect_count,
            chosen.touched_count,
            chosen.overdue_count,
            case when $is_list_compared then coalesce(earlier.overdue_count, 0) end
                as compared_overdue_count,
            chosen.cadence_rate,
            {", ".join(f"if({is_whole}, whole.{each}, null) as {each}" for each in own)}
        from chosen
        left join earlier on chosen.territory_id = earlier.territory_id
        left join marts.fct_territory_coverage as whole
            on whole.as_of = $as_of and chosen.territory_id = whole.territory_id
        left join marts.dim_territories as territories
            on chosen.territory_id = territories.territory_id
        left join marts.dim_reps as reps on whole.rep_id = reps.rep_id
        order by
            chosen.cadence_rate nulls last, chosen.overdue_count desc,
            chosen.territory_id
        """,
        is_list_compared=view.compared_list is not None,
    )


def totals(view: View) -> Query:
    """One row per date, the view's and the compared one, of all that the filters leave.

    A date of which they leave nothing may be missing. Columns: as_of, territory_count,
    short_count, aimed_count, and the counts of fct_territory_coverage (missing as in
    by_territory).
    """
    counts = [each for each in _OF_THE_WHOLE if each.endswith("_count")]
    return view.query(
        f"""
        select
            as_of,
            count(*) as territory_count,
            count(*) filter (where is_short_of_target) as short_count,
            count(target_rate) as aimed_count,
            coalesce(sum(prospect_count), 0)::bigint as prospect_count,
            coalesce(sum(touched_count), 0)::bigint as touched_count,
            coalesce(sum(overdue_count), 0)::bigint as overdue_count,
            {", ".join(f"sum({each})::double as {each}" for each in counts)}
        from ({_at_both_dates(view)})
        group by as_of
        """
    )


def market(view: View) -> Query:
    """The registry at the view's date and the compared one, each company once.

    Columns: as_of, market_company_count, covered_company_count, gap_company_count (in
    no territory), overlap_company_count (in two or more). Only the industry narrows it,
    and the territory.
    """
    return view.query(
        f"""
        select
            as_of,
            sum(market_company_count)::bigint as market_company_count,
            sum(covered_company_count)::bigint as covered_company_count,
            coalesce(
                sum(market_company_count) filter (where territory_count = 0), 0
            )::bigint as gap_company_count,
            coalesce(
                sum(market_company_count) filter (where territory_count > 1), 0
            )::bigint as overlap_company_count
        from marts.fct_market_areas
        where {_DATES} and {_PLACES}
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
    return _worklist(view, "$row_count")


def longest_overdue(view: View) -> Query:
    """The head of `overdue`, for a sheet of paper."""
    return _worklist(view, f"least(coalesce($row_count, {SHEET_ROWS}), {SHEET_ROWS})")


def overdue_count(view: View) -> Query:
    """Overdue prospects at the view's date: one row, one number."""
    return view.query(
        f"select count(*) from marts.fct_overdue_prospects where {_overdue_of_view()}"
    )


def by_rep(view: View) -> Query:
    """One row per rep with overdue prospects, the one with the most first.

    The chosen rep does not narrow it. Columns: rep_id, rep, team, overdue_count, a_count
    … d_count, ungraded_count, days_overdue (the longest).
    """
    grades = ", ".join(
        f"count(*) filter (where declared_grade = '{grade}') as {grade.lower()}_count"
        for grade in ("A", "B", "C", "D", "ungraded")
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


def unlisted(view: View) -> Query:
    """Companies of the registry that are on nobody's list, the largest first.

    Those inside the areas of the chosen territory, else all; of the chosen industry.
    """
    return _unlisted(view, "$row_count")


def largest_unlisted(view: View) -> Query:
    """The head of `unlisted`, for a sheet of paper."""
    return _unlisted(view, f"least(coalesce($row_count, {SHEET_ROWS}), {SHEET_ROWS})")


def unlisted_count(view: View) -> Query:
    """Companies on nobody's list at the view's date: one row, one number."""
    return view.query(
        f"""
        select
            coalesce(sum(market_company_count - covered_company_count), 0)::bigint
        from marts.fct_market_areas
        where as_of = $as_of and {_PLACES}
        """
    )


def gaps(view: View) -> Query:
    """Places of the market in no territory's area, those with most companies first."""
    return _places(view, "territory_count = 0")


def shared_areas(view: View) -> Query:
    """Places of the market in the areas of several territories, most companies first."""
    return _places(view, "territory_count > 1")


_SHARED = f"""
    as_of = $as_of
    and {filters.of_prospects(("line", "territory"))}
    and {filters.HAS_LINE}
    and ($territory_id is null or list_contains(territory_ids, $territory_id))
"""


def shared_company_count(view: View) -> Query:
    """How many prospects `shared_companies` lists: one row, one number."""
    return view.query(f"select count(*) from marts.fct_list_overlaps where {_SHARED}")


def shared_companies(view: View) -> Query:
    """Prospects whose company is on another territory's list too, side by side."""
    return view.query(
        f"""
        with chosen as (
            select * from marts.fct_list_overlaps
            where {_SHARED}
            order by normalised_name, prospect_id
            limit $row_count
        )

        select
            chosen.name,
            {NAMES},
            chosen.declared_grade,
            {_TERRITORIES} as territories,
            chosen.industry,
            chosen.prospect_id
        from chosen {WITH_NAMES}
        order by chosen.normalised_name, chosen.prospect_id
        """
    )


def _places(view: View, condition: str) -> Query:
    return view.query(
        f"""
        select
            city,
            district,
            industry,
            market_company_count,
            covered_company_count,
            market_coverage_rate,
            {_TERRITORIES} as territories
        from marts.fct_market_areas
        where as_of = $as_of and {condition} and {_PLACES}
        order by market_company_count desc, city, district, industry
        """
    )


def _worklist(view: View, limit: str) -> Query:
    return view.query(
        f"""
        with chosen as (
            select * from marts.fct_overdue_prospects
            where {_overdue_of_view()}
            order by {_LONGEST_FIRST}
            limit {limit}
        )

        select
            chosen.name,
            chosen.declared_grade,
            $as_of - chosen.due_on as days_overdue,
            chosen.last_activity_on,
            chosen.due_on,
            {NAMES},
            chosen.segment,
            chosen.industry,
            chosen.city,
            chosen.prospect_id
        from chosen {WITH_NAMES}
        order by {_LONGEST_FIRST}
        """
    )


def _unlisted(view: View, limit: str) -> Query:
    return view.query(
        f"""
        with places as (
            select city, district, industry, territory_ids
            from marts.fct_market_areas
            where as_of = $as_of and {_PLACES}
        )

        select
            companies.name,
            companies.industry,
            companies.city,
            companies.district,
            companies.annual_revenue_amount::double as annual_revenue_amount,
            companies.headcount,
            companies.company_id
        from marts.dim_market_companies as companies
        semi join places using (city, district, industry)
        where
            not companies.is_covered and {filters.VALID}
        order by companies.annual_revenue_amount desc nulls last, companies.company_id
        limit {limit}
        """
    )


def _overdue_of_view(without: tuple[str, ...] = ()) -> str:
    return f"""
        {filters.VALID}
        and {filters.of_prospects(("line", *without))}
        and {filters.HAS_LINE}
    """


def _shown(view: View) -> set[str]:
    return set(view.filters.chosen.keys() - {"territory"})


def _is_whole(view: View) -> str:
    """Of which territories the filters leave the whole, a condition over `whole`."""
    shown = _shown(view)
    if not shown:
        return "true"
    return "false" if shown - {"team"} else "whole.team = $team"


def _counted(view: View) -> tuple[str, str]:
    """The smallest mart that counts what the filters leave of territories, and these
    as its conditions; the chosen territory does not narrow it."""
    if not _shown(view):
        return "fct_territory_coverage", "true"
    return lists.by_owner(view, ("territory",))


def _maintained(view: View) -> str:
    """The territories of the view's date with a list or a target, and how each is
    maintained."""
    if not _shown(view):
        return """
            select
                territory_id, prospect_count, touched_count, overdue_count, cadence_rate
            from marts.fct_territory_coverage
            where as_of = $as_of and (prospect_count > 0 or target_prospect_count > 0)
        """
    mart, conditions = _counted(view)
    listed = f"""
        select
            territory_id,
            sum(prospect_count)::bigint as prospect_count,
            sum(overdue_count)::bigint as overdue_count
        from marts.{mart}
        where as_of = $as_of and {conditions}
        group by territory_id
    """
    if _shown(view) == {"team"}:
        listed = f"""
            select
                territory_id,
                coalesce(prospect_count, 0) as prospect_count,
                coalesce(overdue_count, 0) as overdue_count
            from ({listed})
            full outer join (
                select territory_id
                from marts.fct_territory_coverage
                where as_of = $as_of and team = $team and target_prospect_count > 0
            ) using (territory_id)
        """
    return f"""
        select
            territory_id,
            prospect_count,
            prospect_count - overdue_count as touched_count,
            overdue_count,
            touched_count / nullif(prospect_count, 0) as cadence_rate
        from ({listed})
    """


def _at_both_dates(view: View) -> str:
    """Date × territory, whole or as far as the filters leave it."""
    shown = _shown(view)
    own = ", ".join(_OF_THE_WHOLE)
    if not shown:
        return f"""
            select
                as_of, territory_id, prospect_count, touched_count, overdue_count, {own}
            from marts.fct_territory_coverage
            where {_DATES} and {_CHOSEN}
        """
    mart, conditions = lists.by_owner(view)
    listed = f"""
        select
            as_of,
            territory_id,
            sum(prospect_count)::bigint as prospect_count,
            sum(prospect_count - overdue_count)::bigint as touched_count,
            sum(overdue_count)::bigint as overdue_count
        from marts.{mart}
        where {_DATES} and {conditions}
        group by as_of, territory_id
    """
    if shown == {"team"}:
        return f"""
            select * from ({listed})
            full outer join (
                select as_of, territory_id, {own}
                from marts.fct_territory_coverage
                where {_DATES} and team = $team and {_CHOSEN}
            ) using (as_of, territory_id)
        """
    missing = ", ".join(f"null as {each}" for each in _OF_THE_WHOLE)
    return f"select *, {missing} from ({listed})"
