"""The choices of each filter that would not leave an empty page."""

from __future__ import annotations

from dashboard.core.query import Query
from dashboard.core.view import View
from dashboard.queries import filters
from dashboard.queries.measure import measure

KINDS = ("segment", "industry", "line", "grade")
# An owner is chosen from the team downwards; what stands below it waits.
_BELOW = {
    "team": ("team", "rep", "territory"),
    "rep": ("rep", "territory"),
    "territory": ("territory",),
}
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
    label = "coalesce(named.name, codes.code)" if name in _NAMES else "codes.code"
    return view.query(
        f"""
        select codes.code, {label} as name
        from ({_codes(view, name, _BELOW[name])}) as codes {_NAMES.get(name, "")}
        order by codes.{_LAST}, name, codes.code
        """
    )


def _of_kinds(view: View) -> Query:
    """Codes of all filters of KINDS in one question; filter, code.

    For each filter all others hold.
    """
    chosen = " union all ".join(
        f"select '{name}' as filter, code from ({_codes(view, name, (name,))})"
        for name in KINDS
    )
    return view.query(
        f"""
        select filter, code
        from ({chosen})
        where code is not null
        order by filter, {_LAST}, code
        """
    )


def _codes(view: View, name: str, ignoring: tuple[str, ...]) -> str:
    column = filters.COLUMNS[name]
    listed = measure(view, ("prospect_count",), (column,), ignoring=ignoring)
    is_open = measure(view, ("project_count",), (column,), ignoring=ignoring)
    return f"""
        select {column} as code from ({listed}) where prospect_count > 0
        union
        select {column} from ({is_open}) where project_count > 0
    """
