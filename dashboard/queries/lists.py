"""The list: prospects by declared grade and as-of date."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.core.query import Query
from dashboard.core.release import Record
from dashboard.core.view import View
from dashboard.queries.measure import measure


def by_grade(view: View) -> Query:
    """As-of date × grade up to the view's date; a date without prospects counts 0.

    Columns: as_of, declared_grade, prospect_count; newest first.
    """
    return view.query(
        f"""
        select
            dates.as_of,
            coalesce(counts.declared_grade, 'ungraded') as declared_grade,
            coalesce(counts.prospect_count, 0) as prospect_count
        from marts.dim_as_of_dates as dates
        left join ({measure(view, ["prospect_count"], ["as_of", "declared_grade"])})
            as counts on dates.as_of = counts.as_of
        where dates.is_list_known and dates.as_of <= $as_of
        order by dates.as_of desc, declared_grade
        """
    )


def are_graded(table: Sequence[Record]) -> bool:
    """False where all who are listed have no grade on any date, in by_grade's rows."""
    return not any(row["prospect_count"] for row in table) or any(
        row["declared_grade"] != "ungraded" for row in table
    )


def count(view: View) -> Query:
    """Prospects on the list at the view's date: one row, one number."""
    return view.query(measure(view, ["prospect_count"]))
