"""The records behind the figures, as they were at the view's date."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence

from dashboard.core.query import Query
from dashboard.core.view import View
from dashboard.queries import filters

NAMES = {
    "rep": "coalesce(reps.name, chosen.rep_id) as rep",
    "territory": "coalesce(territories.name, chosen.territory_id) as territory",
}
_WITH_NAMES = {
    "rep": "left join marts.dim_reps as reps on chosen.rep_id = reps.rep_id",
    "territory": """
        left join marts.dim_territories as territories
            on chosen.territory_id = territories.territory_id
    """,
}
# dim_prospect_versions lies by grade and owner in a release: its head is soon found.
_BEST_FIRST = ("declared_grade", "expected_sign_on nulls last", "prospect_id")
# Lines of a table on a territory's audit sheet, which is to fit one printed page.
SHEET_ROWS = 8
_COLUMN = re.compile(r"^\w+(?!\w*\()")


def of(
    view: View,
    relation: str,
    columns: Sequence[str],
    *,
    where: str,
    order_by: Sequence[str],
    most: int | None = None,
    joined: str = "",
    **values: Hashable,
) -> Query:
    """The rows of a relation that a condition leaves, in an order, with these columns.

    A column is one of the relation (called `chosen`), SQL with a name, or "rep" or
    "territory" for the name of the row's own. Only rows that are asked for are joined,
    at `most` so many.
    """
    shown = ", ".join(
        NAMES.get(each, f"chosen.{each}" if each.isidentifier() else each)
        for each in columns
    )
    names = " ".join(join for name, join in _WITH_NAMES.items() if name in columns)
    limit = f"least(coalesce($row_count, {most}), {most})" if most else "$row_count"
    own_order = [_COLUMN.sub(r"chosen.\g<0>", each) for each in order_by]
    return view.query(
        f"""
        with chosen as (
            select * from {relation}
            where {where}
            order by {", ".join(order_by)}
            limit {limit}
        )

        select {shown}
        from chosen {joined} {names}
        order by {", ".join(own_order)}
        """,
        **values,
    )


def prospects(view: View) -> Query:
    """Prospects on the list, soonest expected signature of the best grade first."""
    return of(
        view,
        "marts.dim_prospect_versions",
        (
            "name",
            "prospect_id",
            "declared_grade",
            "expected_sign_on",
            "rep",
            "territory",
            "segment",
            "industry",
            "city",
            "district",
            "situation",
            "chosen.annual_revenue_amount::double as annual_revenue_amount",
            "headcount",
            "created_on",
        ),
        where=f"""
            {filters.VALID}
            and {filters.of_prospects(("line",))}
            and {filters.HAS_LINE}
        """,
        order_by=_BEST_FIRST,
    )


def open_projects(view: View) -> Query:
    """Open projects, the largest amount first."""
    return _projects(view, "true")


def projects_without_amount(view: View) -> Query:
    """Open projects that add nothing to the pipeline, since their amount is missing."""
    return _projects(view, "amount is null")


def _projects(view: View, condition: str) -> Query:
    return of(
        view,
        "marts.fct_open_projects",
        (
            "chosen.prospect_name as prospect",
            "project_id",
            "declared_grade",
            "chosen.amount::double as amount",
            "stage",
            "expected_sign_on",
            "rep",
            "territory",
            "segment",
            "industry",
            "product_line",
            "product",
            "opened_on",
            "prospect_id",
        ),
        where=f"as_of = $as_of and {filters.of_projects()} and {condition}",
        order_by=("amount desc nulls last", "project_id"),
    )
