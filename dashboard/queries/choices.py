"""The choices of each filter that would not leave an empty page."""

from __future__ import annotations

from dashboard.queries import filters
from dashboard.queries.query import Query
from dashboard.view import View

# A choice of place is made from the team downwards; what stands below it waits.
_BELOW = {
    "team": ("team", "rep", "territory"),
    "rep": ("rep", "territory"),
}
_COLUMNS = {
    "team": "team",
    "rep": "rep_id",
    "territory": "territory_id",
    "segment": "segment",
    "industry": "industry",
    "line": "product_line",
    "grade": "declared_grade",
}
_NAMES = {
    "rep": "left join marts.dim_reps as named on codes.code = named.rep_id",
    "territory": (
        "left join marts.dim_territories as named on codes.code = named.territory_id"
    ),
}


def of(view: View, name: str) -> Query:
    """Codes of a filter with prospects or open projects at the date; code, name.

    All other filters hold, but for those below it: a team's choice is not narrowed by
    the rep that was chosen in another team.
    """
    without = _BELOW.get(name, (name,))
    prospects = _of_prospects(view, name, without)
    projects = _of_projects(view, name, without)
    label = "coalesce(named.name, codes.code)" if name in _NAMES else "codes.code"
    return view.query(
        f"""
        with codes as ({prospects} union {projects})

        select codes.code, {label} as name
        from codes {_NAMES.get(name, "")}
        order by codes.code in ('unassigned', 'unknown', 'ungraded'), name, codes.code
        """
    )


def _of_prospects(view: View, name: str, without: tuple[str, ...]) -> str:
    column = _COLUMNS[name]
    if _is_of_the_company(view, name):
        every = "" if name == "grade" else f"and {column} <> 'all'"
        return f"""
            select {column} as code from marts.fct_list_totals
            where as_of = $as_of and {filters.of_totals(without)} {every}
        """
    if name == "line":
        column = "unnest(product_lines)"
    return f"""
        select {column} as code from marts.fct_list_counts
        where as_of = $as_of and {filters.of_prospects(without)}
    """


def _of_projects(view: View, name: str, without: tuple[str, ...]) -> str:
    column = _COLUMNS[name]
    if _is_of_the_company(view, name):
        return f"""
            select {column} as code from marts.fct_pipeline_totals
            where
                as_of = $as_of
                and {filters.of_projects((*without, *filters.PLACE))}
        """
    return f"""
        select {column} as code from marts.fct_open_pipeline
        where as_of = $as_of and {filters.of_projects(without)}
    """


def _is_of_the_company(view: View, name: str) -> bool:
    return name not in filters.PLACE and not view.filters.have_a_place
