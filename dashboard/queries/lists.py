"""The list: prospects by declared grade and as-of date."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from dashboard.core.query import Query
from dashboard.core.release import Record
from dashboard.core.view import View
from dashboard.queries import filters

# The filters of fct_list_attributes, each as its condition.
ATTRIBUTES = {
    "segment": "attribute = 'segment' and attribute_value = $segment",
    "industry": "attribute = 'industry' and attribute_value = $industry",
    "line": "attribute = 'product_line' and attribute_value = $product_line",
    "grade": "attribute = 'declared_grade' and attribute_value = $grade",
}


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


def are_graded(table: Sequence[Record]) -> bool:
    """False where all who are listed have no grade on any date, in by_grade's rows."""
    return not any(row["prospect_count"] for row in table) or any(
        row["declared_grade"] != "ungraded" for row in table
    )


def count(view: View) -> Query:
    """Prospects on the list at the view's date: one row, one number."""
    has_owner = view.filters.have_an_owner
    mart, conditions = by_owner(view) if has_owner else _source(view)
    return view.query(
        f"""
        select coalesce(sum(prospect_count), 0)::bigint
        from marts.{mart}
        where as_of = $as_of and {conditions}
        """
    )


def by_owner(view: View, without: Collection[str] = ()) -> tuple[str, str]:
    """The smallest mart that counts the list place by place; all filters but some as
    its conditions.

    Where at most one attribute of the prospects is chosen that is fct_list_attributes,
    whose segments count every prospect once.
    """
    chosen = view.filters.chosen.keys() & ATTRIBUTES.keys() - set(without)
    if len(chosen) > 1:
        return "fct_list_counts", filters.of_prospects(without)
    attribute = ATTRIBUTES[chosen.pop()] if chosen else "attribute = 'segment'"
    place = filters.of_projects((*ATTRIBUTES, *without)) or "true"
    return "fct_list_attributes", f"{attribute} and {place}"


def _source(view: View) -> tuple[str, str]:
    """The smallest mart that can tell, and the filters as its conditions."""
    if view.filters.have_an_owner:
        return "fct_list_counts", filters.of_prospects()
    return "fct_list_totals", filters.of_totals()
