"""The list: prospects by declared grade and as-of date."""

from __future__ import annotations

from dashboard.queries import filters
from dashboard.queries.query import Query
from dashboard.view import View


def by_grade(view: View) -> Query:
    """As-of date × grade up to the view's date; a date without prospects counts 0.

    Columns: as_of, declared_grade, prospect_count; newest first.
    """
    mart, conditions = _source(view)
    return view.query(
        f"""
        with counts as (
            select
                as_of, declared_grade, sum(prospect_count)::bigint as prospect_count
            from marts.{mart}
            where as_of <= $as_of and {conditions}
            group by as_of, declared_grade
        )

        select
            dates.as_of,
            coalesce(counts.declared_grade, 'ungraded') as declared_grade,
            coalesce(counts.prospect_count, 0) as prospect_count
        from marts.dim_as_of_dates as dates
        left join counts on dates.as_of = counts.as_of
        where dates.is_list_known and dates.as_of <= $as_of
        order by dates.as_of desc, declared_grade
        """
    )


def count(view: View) -> Query:
    """Prospects on the list at the view's date: one row, one number."""
    mart, conditions = _source(view)
    return view.query(
        f"""
        select coalesce(sum(prospect_count), 0)::bigint
        from marts.{mart}
        where as_of = $as_of and {conditions}
        """
    )


def _source(view: View) -> tuple[str, str]:
    """The smallest mart that can tell, and the filters as its conditions."""
    if view.filters.have_a_place:
        return "fct_list_counts", filters.of_prospects()
    return "fct_list_totals", filters.of_totals()
