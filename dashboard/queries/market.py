"""The market: the registry's companies, which lists and areas have them, and which none."""

from __future__ import annotations

from dashboard.core.query import Query
from dashboard.core.view import View
from dashboard.queries import filters, records
from dashboard.queries.measure import measure

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


def totals(view: View) -> Query:
    """The registry at the view's date and the compared one, each company once.

    Columns: as_of, market_company_count, covered_company_count, gap_company_count (in
    no territory), overlap_company_count (in two or more). Only the industry narrows it,
    and the territory.
    """
    counts = (
        "market_company_count",
        "covered_company_count",
        "gap_company_count",
        "overlap_company_count",
    )
    return view.query(measure(view, counts, ("as_of",), where=filters.EITHER_DATE))


def unlisted(view: View) -> Query:
    """Companies of the registry that are on no list, the largest first.

    Those inside the areas of the chosen territory, else all; of the chosen industry.
    """
    return _unlisted(view)


def largest_unlisted(view: View) -> Query:
    """The first rows of `unlisted`, for the printed sheet."""
    return _unlisted(view, records.SHEET_ROWS)


def unlisted_count(view: View) -> Query:
    """Companies on no list at the view's date: one row, one number."""
    return view.query(measure(view, ("unlisted_company_count",)))


def gaps(view: View) -> Query:
    """Areas of the market in no territory's area, those with most companies first."""
    return _places(view, "territory_count = 0")


def shared_areas(view: View) -> Query:
    """Areas of the market in the areas of several territories, most companies first."""
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
    return records.of(
        view,
        "marts.fct_list_overlaps",
        (
            "name",
            "rep",
            "territory",
            "declared_grade",
            f"{_TERRITORIES} as territories",
            "industry",
            "prospect_id",
        ),
        where=_SHARED,
        order_by=("normalised_name", "prospect_id"),
    )


def _places(view: View, condition: str) -> Query:
    return records.of(
        view,
        "marts.fct_market_areas",
        (
            "city",
            "district",
            "industry",
            "market_company_count",
            "covered_company_count",
            "market_coverage_rate",
            f"{_TERRITORIES} as territories",
        ),
        where=f"as_of = $as_of and {condition} and {_PLACES}",
        order_by=("market_company_count desc", "city", "district", "industry"),
    )


def _unlisted(view: View, most: int | None = None) -> Query:
    return records.of(
        view,
        f"""marts.dim_market_companies
            semi join (
                select city, district, industry
                from marts.fct_market_areas
                where as_of = $as_of and {_PLACES}
            ) using (city, district, industry)
        """,
        (
            "name",
            "industry",
            "city",
            "district",
            "chosen.annual_revenue_amount::double as annual_revenue_amount",
            "headcount",
            "company_id",
        ),
        where=f"not is_covered and {filters.VALID}",
        order_by=("annual_revenue_amount desc nulls last", "company_id"),
        most=most,
    )
