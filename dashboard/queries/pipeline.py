"""Open projects and their amounts by declared grade and as-of date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dashboard.core.query import Query
from dashboard.core.release import Record
from dashboard.core.view import View
from dashboard.queries import filters


def by_grade(view: View) -> Query:
    """As-of date × grade up to the view's date; a date without projects counts 0.

    Columns: as_of, declared_grade, is_reconstructed, project_count, open_amount (in the
    company's currency), missing_amount_count; newest first.
    """
    mart, conditions = source(view)
    return view.query(
        f"""
        with counts as (
            select
                as_of,
                declared_grade,
                sum(project_count)::bigint as project_count,
                sum(open_amount)::double as open_amount,
                sum(missing_amount_count)::bigint as missing_amount_count,
                bool_or(is_reconstructed) as is_reconstructed
            from marts.{mart}
            where as_of <= $as_of and {conditions}
            group by as_of, declared_grade
        )

        select
            dates.as_of,
            coalesce(counts.declared_grade, 'ungraded') as declared_grade,
            coalesce(
                bool_or(counts.is_reconstructed) over (partition by dates.as_of),
                dates.is_reconstructed
            ) as is_reconstructed,
            coalesce(counts.project_count, 0) as project_count,
            coalesce(counts.open_amount, 0) as open_amount,
            coalesce(counts.missing_amount_count, 0) as missing_amount_count
        from marts.dim_as_of_dates as dates
        left join counts on dates.as_of = counts.as_of
        where
            dates.as_of <= $as_of
            and dates.as_of >= (select min(as_of) from marts.fct_pipeline_totals)
        order by dates.as_of desc, declared_grade
        """
    )


def count(view: View) -> Query:
    """Open projects at the view's date: one row, one number."""
    mart, conditions = source(view)
    return view.query(
        f"""
        select coalesce(sum(project_count), 0)::bigint
        from marts.{mart}
        where as_of = $as_of and {conditions}
        """
    )


def are_amounts_known(table: Sequence[Record], on: dt.date) -> bool:
    """False where projects are open on a date, and none of them has an amount.

    `table` is that of by_grade.
    """
    rows = [row for row in table if row["as_of"] == on]
    open_count = sum(row["project_count"] for row in rows)
    return not open_count or open_count > sum(
        row["missing_amount_count"] for row in rows
    )


def source(view: View) -> tuple[str, str]:
    """The smallest mart that can tell, and the filters as its conditions."""
    if view.filters.have_an_owner:
        return "fct_open_pipeline", filters.of_projects()
    return "fct_pipeline_totals", filters.of_projects(filters.OWNERS)
