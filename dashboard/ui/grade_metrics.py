"""The figures at the head of the page Grades, each with its change and its records."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.core import figures
from dashboard.core.as_of_dates import AsOf
from dashboard.core.release import Record
from dashboard.core.view import View
from dashboard.ui.canvas import Better, Metric
from dashboard.ui.record_list import GRADES
from dashboard.wording import formats
from dashboard.wording.words import _


def of_grades(table: Sequence[Record], view: View, as_of: AsOf) -> list[Metric]:
    """What is wrong with the grades; takes the table of queries.grades.over_time."""
    parts: tuple[tuple[str, str, str, Better, str], ...] = (
        (_("Overgraded"), "overgraded_count", "overgraded", "fewer", "overgraded_count"),
        (
            _("Undergraded"), "undergraded_count", "undergraded", "fewer",
            "undergraded_count",
        ),
        (_("Stale"), "stale_count", "stale", "fewer", "stale_count"),
        (_("Unproven"), "unproven_count", "unproven", "fewer", "missing_evidence"),
    )  # fmt: skip
    return [
        Metric(
            name,
            figures.of(table, column, as_of, view.compared_list),
            lambda value: formats.count(int(value)),
            better=better,
            definition=definition,
            opens={"show": GRADES, "assessment": judged},
        )
        for name, column, judged, better, definition in parts
    ]
