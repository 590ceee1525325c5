"""What the tables of queries.tables are called."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.wording.words import N_, _

_TITLES: Mapping[str, str] = {
    "prospects": N_("Prospects"),
    "open_projects": N_("Open projects"),
    "list_by_grade": N_("List by grade"),
    "pipeline_by_grade": N_("Pipeline by grade"),
    "territories_by_grade": N_("Territories by grade"),
    "graded_prospects": N_("Prospects and their grades"),
    "grade_matrix": N_("Declared and evidence"),
    "grade_moves": N_("Grade moves"),
    "grades_over_time": N_("Grades over time"),
    "grade_league": N_("Inflation by place"),
    "grade_reliability": N_("Reliability by place"),
    "grade_cohorts": N_("Reliability over time"),
    "product_mismatches": N_("Product mismatches"),
    "entities": N_("Entities"),
    "files": N_("Loaded files"),
    "rows_by_export": N_("Rows by export"),
    "reject_reasons": N_("Reasons of rejects"),
    "rejects": N_("Rejected rows"),
    "findings": N_("Findings"),
    "checks": N_("Checks"),
    "releases": N_("Releases"),
}


def title(name: str) -> str:
    """A table's title in the language in use, short enough to name a sheet."""
    return _(_TITLES[name])
