"""Every table that a page shows, by the name under which it can be downloaded."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dashboard.queries import (
    checks,
    grade_audit,
    grades,
    lists,
    loads,
    pipeline,
    records,
    territories,
)
from dashboard.queries.query import Query
from dashboard.view import FILTER_NAMES, PAGE_CHOICES, View

TABLES: Mapping[str, Callable[[View], Query]] = {
    "prospects": records.prospects,
    "open_projects": records.open_projects,
    "list_by_grade": lists.by_grade,
    "pipeline_by_grade": pipeline.by_grade,
    "territories_by_grade": territories.by_grade,
    "graded_prospects": grades.prospects,
    "grade_matrix": grades.matrix,
    "grade_moves": grades.moves,
    "grades_over_time": grades.over_time,
    "grade_league": grade_audit.league,
    "grade_reliability": grade_audit.reliability,
    "grade_cohorts": grade_audit.cohorts,
    "product_mismatches": grades.mismatches,
    "entities": loads.entities,
    "files": loads.batches,
    "rows_by_export": loads.rows_by_export,
    "reject_reasons": loads.reject_reasons,
    "rejects": loads.rejects,
    "findings": loads.findings,
    "checks": checks.of_release,
    "releases": checks.history,
}

_BAR = frozenset(FILTER_NAMES)
_CHOICES = frozenset(PAGE_CHOICES)
# The filters and choices that a table does not obey; all others obey the filter bar.
_IGNORED: Mapping[str, frozenset[str]] = {
    "territories_by_grade": frozenset({"territory", "grade"}) | _CHOICES,
    "graded_prospects": _CHOICES - {"evidence", "judged"},
    "grade_league": _CHOICES - {"level"},
    "grade_reliability": _CHOICES - {"level"},
    "entities": _BAR | _CHOICES,
    "files": _BAR | _CHOICES,
    "rows_by_export": _BAR | _CHOICES,
    "reject_reasons": _BAR | _CHOICES - {"file"},
    "rejects": _BAR | _CHOICES - {"file"},
    "findings": _BAR | _CHOICES - {"finding"},
    "checks": _BAR | _CHOICES,
    "releases": _BAR | _CHOICES,
}


def obeyed(view: View, name: str) -> View:
    """The view as far as a table of TABLES obeys it."""
    return view.without(_IGNORED.get(name, _CHOICES))
