"""Open projects and their amounts by declared grade and as-of date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dashboard.core.query import Query
from dashboard.core.release import Record
from dashboard.core.view import View
from dashboard.queries.measure import measure

METRICS = ("project_count", "open_amount", "missing_amount_count")


def by_grade(view: View) -> Query:
    """As-of date × grade up to the view's date; a date without projects counts 0.

    Columns: as_of, declared_grade, is_reconstructed, project_count, open_amount (in the
    company's currency), missing_amount_count; newest first.
    """
    counts = measure(
        view, (*METRICS, "reconstructed_project_count"), ("as_of", "declared_grade")
    )
    return view.query(
        f"""
        select
            dates.as_of,
            coalesce(counts.declared_grade, 'ungraded') as declared_grade,
            coalesce(
                sum(counts.reconstructed_project_count) over (partition by dates.as_of) > 0,
                dates.is_reconstructed
            ) as is_reconstructed,
            {", ".join(f"coalesce(counts.{each}, 0) as {each}" for each in METRICS)}
        from marts.dim_as_of_dates as dates
        left join ({counts}) as counts
            on dates.as_of = counts.as_of
        where
            dates.as_of <= $as_of
            and dates.as_of >= (select min(as_of) from marts.fct_pipeline_totals)
        order by dates.as_of desc, declared_grade
        """
    )


def count(view: View) -> Query:
    """Open projects at the view's date: one row, one number."""
    return view.query(measure(view, ["project_count"]))


def are_amounts_known(table: Sequence[Record], on: dt.date) -> bool:
    """False where projects are open on a date, and none of them has an amount.

    `table` is that of by_grade.
    """
    rows = [row for row in table if row["as_of"] == on]
    open_count = sum(row["project_count"] for row in rows)
    return not open_count or open_count > sum(
        row["missing_amount_count"] for row in rows
    )
