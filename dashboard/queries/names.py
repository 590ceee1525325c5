"""Reps and territories by their names: the one asked for, and how many there are."""

from __future__ import annotations

from dashboard.core.query import Query
from dashboard.core.view import View

NAMED = {
    "rep": "select name from marts.dim_reps where rep_id = $rep_id",
    "territory": (
        "select name from marts.dim_territories where territory_id = $territory_id"
    ),
}

_COUNTS = {
    "rep": "select count(*) from marts.dim_reps",
    "territory": "select count(*) from marts.dim_territories",
}


def of_chosen(view: View, name: str) -> Query:
    """The name of what is chosen in a filter of NAMED; no row where none is known."""
    return view.query(NAMED[name])


def count(view: View, name: str) -> Query:
    """How many reps or territories the release knows: one row, one number."""
    return view.query(_COUNTS[name])
