"""The choices of each filter that would not leave an empty page."""

from __future__ import annotations

from dashboard.core.query import Query
from dashboard.core.view import View
from dashboard.queries import filters, lists

KINDS = {
    "segment": "segment",
    "industry": "industry",
    "line": "product_line",
    "grade": "declared_grade",
}
# A choice of place is made from the team downwards; what stands below it waits.
_BELOW = {
    "team": ("team", "rep", "territory"),
    "rep": ("rep", "territory"),
    "territory": ("territory",),
}
_OWNERS = {"team": "team", "rep": "rep_id", "territory": "territory_id"}
_NAMES = {
    "rep": "left join marts.dim_reps as named on codes.code = named.rep_id",
    "territory": (
        "left join marts.dim_territories as named on codes.code = named.territory_id"
    ),
}
_LAST = "code in ('unassigned', 'unknown', 'ungraded')"


def offered(view: View, name: str) -> list[tuple[str, str]]:
    """Codes of a filter with prospects or open projects at the date, with their names."""
    if name not in KINDS:
        return view.release.rows(_of_owner(view, name))
    of_all = view.release.rows(_of_kinds(view))
    return [(code, code) for each, code in of_all if each == name]


def _of_owner(view: View, name: str) -> Query:
    """Codes of team, rep or territory; code, name.

    All other filters hold, but for those below it: a team's choice is not narrowed by
    the rep that was chosen in another team.
    """
    without = _BELOW[name]
    mart, conditions = lists.by_owner(view, without)
    label = "coalesce(named.name, codes.code)" if name in _NAMES else "codes.code"
    return view.query(
        f"""
        with codes as (
            select {_OWNERS[name]} as code from marts.{mart}
            where as_of = $as_of and {conditions}
            union
            select {_OWNERS[name]} as code from marts.fct_open_pipeline
            where as_of = $as_of and {filters.of_projects(without)}
        )

        select codes.code, {label} as name
        from codes {_NAMES.get(name, "")}
        order by codes.{_LAST}, name, codes.code
        """
    )


def _of_kinds(view: View) -> Query:
    """Codes of all filters of KINDS in one question; filter, code.

    For each filter all others hold.
    """
    chosen = _of_owners(view) if view.filters.have_an_owner else _of_the_company()
    return view.query(
        f"""
        select filter, code
        from ({chosen})
        where code is not null
        order by filter, {_LAST}, code
        """
    )


def _of_the_company() -> str:
    prospects = {
        name: f"{filters.of_totals((name,))} and {column} <> 'all'"
        for name, column in KINDS.items()
    }
    projects = {name: filters.of_projects((name, *filters.OWNERS)) for name in KINDS}
    return f"""
        {_codes(prospects)} from marts.fct_list_totals where as_of = $as_of
        union
        {_codes(projects)} from marts.fct_pipeline_totals where as_of = $as_of
    """


def _of_owners(view: View) -> str:
    prospects = {
        name: filters.of_prospects((name, *filters.OWNERS))
        for name in KINDS
        if name != "line"
    }
    projects = {name: filters.of_projects((name, *filters.OWNERS)) for name in KINDS}
    place = filters.of_projects(KINDS)
    return f"""
        {_codes(prospects)} from marts.fct_list_counts where as_of = $as_of and {place}
        union
        select 'line' as filter, unnest(product_lines) as code
        from marts.fct_list_counts
        where as_of = $as_of and {filters.of_prospects(("line",))}
        union
        {_codes(projects)} from marts.fct_open_pipeline where as_of = $as_of and {place}
    """


def _codes(conditions: dict[str, str]) -> str:
    """Of a row its code for each filter whose condition it meets, null for the others."""
    names = ", ".join(f"'{name}'" for name in conditions)
    codes = ", ".join(
        f"if({condition}, {KINDS[name]}, null)"
        for name, condition in conditions.items()
    )
    return f"select unnest([{names}]) as filter, unnest([{codes}]) as code"
