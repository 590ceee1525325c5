"""The figures at the head of pages, each with its change and its records."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.core import figures
from dashboard.core.as_of_dates import AsOf
from dashboard.core.codes import UNGRADED
from dashboard.core.release import Record
from dashboard.core.view import ALL, View
from dashboard.queries import lists, pipeline
from dashboard.queries.metrics import of as metrics_of
from dashboard.ui.canvas import Metric
from dashboard.wording import formats, labels
from dashboard.wording.words import _


def of_list(table: Sequence[Record], view: View, as_of: AsOf) -> list[Metric]:
    """Prospects on the list, in all and by grade; takes the table of lists.by_grade."""

    known = metrics_of(view.release)

    def count(grade: str | None) -> figures.Figure:
        return figures.of(table, "prospect_count", as_of, view.compared_list, grade)

    whole = Metric(
        _("All") if view.filters.grade is None else labels.grade(view.filters.grade),
        count(None),
        _count,
        better=known.better("prospect_count"),
        definition="prospect_count",
        opens={"show": ALL},
    )
    if view.filters.grade is not None or not lists.are_graded(table):
        return [whole]
    by_grade = [
        Metric(
            labels.grade(grade),
            count(grade),
            _count,
            better=known.better(f"{grade.lower()}_count"),
            definition=f"{grade.lower()}_count",
            opens={"show": ALL, "grade": grade},
        )
        for grade in labels.grades()
        if grade != UNGRADED or count(grade).now or count(grade).before
    ]
    return [whole, *by_grade]


def of_pipeline(
    table: Sequence[Record], view: View, as_of: AsOf, *, has_grades: bool
) -> list[Metric]:
    """Open projects and their amount, where it is known; takes the table of
    pipeline.by_grade."""

    def figure(column: str, grade: str | None = None) -> figures.Figure:
        # Grades are known only where the list is.
        compared = view.compared if grade is None else view.compared_list
        return figures.of(table, column, as_of, compared, grade)

    known = metrics_of(view.release)
    opens = {"show": "projects"}
    has_amounts = pipeline.are_amounts_known(table, as_of.on)
    measure = "open_amount" if has_amounts else "project_count"
    write = formats.money if has_amounts else _count
    metrics = [
        Metric(
            _("Projects"), figure("project_count"), _count,
            better=known.better("project_count"), definition="project_count", opens=opens,
        )
    ]  # fmt: skip
    if has_amounts:
        metrics.append(
            Metric(
                _("Amount"), figure("open_amount"), formats.money,
                better=known.better("open_amount"), definition="open_amount", opens=opens,
            )
        )  # fmt: skip
    if as_of.is_list_known and view.filters.grade is None and has_grades:
        best = labels.ranked_grades()[0]
        metrics.append(
            Metric(
                _("of grade {grade}").format(grade=labels.grade(best)),
                figure(measure, best), write,
                better=known.better(measure), definition=measure, opens={**opens, "grade": best},
            )
        )  # fmt: skip
    return metrics


def _count(value: float) -> str:
    return formats.count(int(value))
