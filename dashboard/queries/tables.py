"""Every table that a page shows, by the name under which it can be downloaded."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dashboard.queries import checks, lists, loads, pipeline, records, territories
from dashboard.queries.query import Query
from dashboard.view import View

TABLES: Mapping[str, Callable[[View], Query]] = {
    "prospects": records.prospects,
    "open_projects": records.open_projects,
    "list_by_grade": lists.by_grade,
    "pipeline_by_grade": pipeline.by_grade,
    "territories_by_grade": territories.by_grade,
    "entities": loads.entities,
    "files": loads.batches,
    "rows_by_export": loads.rows_by_export,
    "reject_reasons": loads.reject_reasons,
    "rejects": loads.rejects,
    "findings": loads.findings,
    "checks": checks.of_release,
    "releases": checks.history,
}
