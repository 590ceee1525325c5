"""What the tables of queries.tables are called."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.wording.words import N_, _

_TITLES: Mapping[str, str] = {
    "prospects": N_("Prospects"),
    "open_projects": N_("Open projects"),
    "list_by_grade": N_("List by grade"),
    "pipeline_by_grade": N_("Pipeline by grade"),
    "projects_without_amount": N_("Projects without an amount"),
    "territories_by_grade": N_("Territories by grade"),
    "forecast_by_grade": N_("Forecast by grade"),
    "forecast_by_month": N_("Forecast by month"),
    "forecast_projects": N_("Projects that may sign"),
    "stalled_projects": N_("Stalled projects"),
    "forecast_terms": N_("Terms of the forecast"),
    "project_forecast": N_("Forecast of a project"),
    "forecast_behind_month": N_("Projects of a month"),
    "finished_forecasts": N_("Finished forecasts"),
    "targets": N_("Targets"),
    "overrides": N_("Manager overrides"),
    "override_accuracy": N_("Overrides, accuracy"),
    "pipeline_changes_by_kind": N_("Changes by kind"),
    "pipeline_changes": N_("Changes"),
    "forecast_accuracy": N_("Accuracy"),
    "forecast_calibration": N_("Calibration"),
    "grade_signings": N_("Signings by grade"),
    "graded_prospects": N_("Prospects and their grades"),
    "grade_matrix": N_("Declared and evidence"),
    "grade_moves": N_("Grade moves"),
    "grades_over_time": N_("Grades over time"),
    "grade_league": N_("Overgrading by owner"),
    "grade_reliability": N_("Reliability by owner"),
    "grade_cohorts": N_("Reliability over time"),
    "product_mismatches": N_("Product mismatches"),
    "targets_over_time": N_("Targets over time"),
    "territory_coverage": N_("Territory coverage"),
    "territory_over_time": N_("Territory over time"),
    "overdue_prospects": N_("Overdue prospects"),
    "longest_overdue": N_("Longest overdue"),
    "overdue_by_rep": N_("Overdue by rep"),
    "unlisted_companies": N_("Companies on no list"),
    "largest_unlisted": N_("Largest on no list"),
    "shared_companies": N_("On two lists"),
    "market_gaps": N_("Gaps"),
    "shared_areas": N_("Shared areas"),
    "balance_by_territory": N_("Balance by territory"),
    "balance_by_month": N_("Balance by month"),
    "movements": N_("Movements"),
    "exchanges": N_("Exchanges"),
    "churn_by_rep": N_("Churn by rep"),
    "replacements": N_("Open slots"),
    "sources": N_("Sources of lists"),
    "source_names": N_("Names by source"),
    "entities": N_("Entities"),
    "files": N_("Loaded files"),
    "rows_by_export": N_("Rows by export"),
    "reject_reasons": N_("Reject reasons"),
    "rejects": N_("Rejected rows"),
    "findings": N_("Findings"),
    "checks": N_("Checks"),
    "check_exceptions": N_("Rows that break a rule"),
    "releases": N_("Releases"),
}


def title(name: str) -> str:
    """A table's title in the language in use, short enough to name a sheet."""
    return _(_TITLES[name])
