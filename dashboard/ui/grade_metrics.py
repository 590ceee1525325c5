"""The figures at the head of the page Grades, each with its change and its records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.core import figures
from dashboard.core.as_of_dates import AsOf
from dashboard.core.release import Record
from dashboard.core.view import View
from dashboard.queries.metrics import of as metrics_of
from dashboard.ui.canvas import Metric
from dashboard.ui.record_list import GRADES
from dashboard.wording import formats, labels

_DEFINED_BY: Mapping[str, str] = {
    "overgraded_count": "overgraded_count",
    "undergraded_count": "undergraded_count",
    "stale_count": "stale_count",
    "unproven_count": "missing_evidence",
}


def of_grades(table: Sequence[Record], view: View, as_of: AsOf) -> list[Metric]:
    """What is wrong with the grades; takes the table of queries.grades.over_time."""
    known = metrics_of(view.release)
    return [
        Metric(
            labels.metric(metric),
            figures.of(table, metric, as_of, view.compared_list),
            lambda value: formats.count(int(value)),
            better=known.better(metric),
            definition=definition,
            opens={"show": GRADES, "assessment": metric.removesuffix("_count")},
        )
        for metric, definition in _DEFINED_BY.items()
    ]
