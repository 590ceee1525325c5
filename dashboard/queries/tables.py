"""Every table that a page shows, by the name under which it can be downloaded."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dashboard.queries import (
    accounts,
    changes,
    checks,
    churn,
    coverage,
    forecast,
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
    "forecast_by_grade": forecast.by_grade,
    "forecast_by_month": forecast.months,
    "forecast_projects": forecast.projects,
    "zombies": forecast.zombies,
    "project_forecast": forecast.math,
    "pipeline_changes_by_kind": changes.by_kind,
    "pipeline_changes": changes.records,
    "forecast_accuracy": forecast.accuracy,
    "forecast_calibration": forecast.calibration,
    "grade_signings": forecast.signings,
    "graded_prospects": grades.prospects,
    "grade_matrix": grades.matrix,
    "grade_moves": grades.moves,
    "grades_over_time": grades.over_time,
    "grade_league": grade_audit.league,
    "grade_reliability": grade_audit.reliability,
    "grade_cohorts": grade_audit.cohorts,
    "product_mismatches": grades.mismatches,
    "targets_over_time": territories.over_time,
    "territory_coverage": coverage.by_territory,
    "territory_over_time": coverage.over_time,
    "overdue_prospects": coverage.overdue,
    "longest_overdue": coverage.longest_overdue,
    "overdue_by_rep": coverage.by_rep,
    "unlisted_companies": coverage.unlisted,
    "largest_unlisted": coverage.largest_unlisted,
    "shared_companies": coverage.shared_companies,
    "market_gaps": coverage.gaps,
    "shared_places": coverage.shared_places,
    "balance_by_territory": accounts.by_territory,
    "balance_by_month": accounts.by_month,
    "movements": churn.movements,
    "exchanges": churn.exchanges,
    "churn_by_rep": churn.by_rep,
    "replacements": churn.replacements,
    "sources": churn.sources,
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
    "forecast_by_grade": _BAR | _CHOICES - {"period"},
    "forecast_by_month": _BAR | _CHOICES,
    "project_forecast": _BAR | _CHOICES - {"project"},
    "pipeline_changes_by_kind": _CHOICES - {"pipeline"},
    "pipeline_changes": _CHOICES - {"pipeline", "change"},
    "forecast_accuracy": _BAR | _CHOICES,
    "forecast_calibration": _BAR | _CHOICES,
    "grade_signings": _BAR | _CHOICES,
    "graded_prospects": _CHOICES - {"evidence", "judged"},
    "grade_league": _CHOICES - {"level"},
    "grade_reliability": _CHOICES - {"level"},
    "targets_over_time": _BAR - {"team"} | _CHOICES,
    "territory_coverage": frozenset({"territory"}) | _CHOICES,
    "territory_over_time": _BAR - {"territory"} | _CHOICES,
    "overdue_by_rep": frozenset({"rep"}) | _CHOICES,
    "unlisted_companies": _BAR - {"territory", "industry"} | _CHOICES,
    "largest_unlisted": _BAR - {"territory", "industry"} | _CHOICES,
    "market_gaps": _BAR - {"territory", "industry"} | _CHOICES,
    "shared_places": _BAR - {"territory", "industry"} | _CHOICES,
    **dict.fromkeys(
        (
            "balance_by_territory",
            "balance_by_month",
            "churn_by_rep",
            "replacements",
            "sources",
        ),
        frozenset({"line"}) | _CHOICES,
    ),
    "movements": frozenset({"line"}) | _CHOICES - {"movement", "other"},
    "exchanges": frozenset({"line", "territory"}) | _CHOICES,
    "entities": _BAR | _CHOICES,
    "files": _BAR | _CHOICES,
    "rows_by_export": _BAR | _CHOICES,
    "reject_reasons": _BAR | _CHOICES - {"file"},
    "rejects": _BAR | _CHOICES - {"file", "reason"},
    "findings": _BAR | _CHOICES - {"finding"},
    "checks": _BAR | _CHOICES,
    "releases": _BAR | _CHOICES,
}


def obeyed(view: View, name: str) -> View:
    """The view as far as a table of TABLES obeys it."""
    return view.without(_IGNORED.get(name, _CHOICES))
