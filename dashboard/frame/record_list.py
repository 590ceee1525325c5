"""The records behind the figures of a view: prospects, or open projects."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts import rows
from dashboard.frame.canvas import Canvas
from dashboard.queries import lists, pipeline, records
from dashboard.release import Record
from dashboard.view import ALL, View
from dashboard.wording import formats
from dashboard.wording.words import _

PROSPECTS, PROJECTS = "prospects", "projects"
_TABLES = {
    PROSPECTS: ("prospects", records.prospects),
    PROJECTS: ("open_projects", records.open_projects),
}
# The records are as high as the rows beside them and the axis above those.
_LEAST_HEIGHT, _AXIS_HEIGHT = 320, 20


def card(
    page: Canvas, view: View, beside_rows_of: Sequence[Record] | None = None
) -> None:
    """The records in a frame, as high as the rows of these territories beside it."""
    kinds = offered(view)
    if not kinds:
        return
    height = 0 if beside_rows_of is None else rows.height(beside_rows_of)
    with page.card(
        _("The records behind the figures"),
        _("All that the filters leave, the most urgent first"),
    ):
        of_kind(page, view, max(height + _AXIS_HEIGHT, _LEAST_HEIGHT))


def is_open(view: View) -> bool:
    """True where a figure was chosen: a grade, a territory or a kind of record."""
    chosen = {*view.filters.chosen, *view.choices}
    return not chosen.isdisjoint({"grade", "territory", "show"})


def offered(view: View) -> list[str]:
    """The kinds of records that are known at the view's date."""
    is_list_known = view.as_of is not None and view.as_of.is_list_known
    known = {PROSPECTS: is_list_known, PROJECTS: True}
    return [kind for kind in known if kind in view.loaded and known[kind]]


def of_kind(page: Canvas, view: View, height: int) -> None:
    """A choice of the kind, and its records."""
    kinds = offered(view)
    if not kinds:
        return
    titles = {PROSPECTS: _("Prospects"), PROJECTS: _("Open projects")}
    counted = {PROSPECTS: lists.count(view), PROJECTS: pipeline.count(view)}
    counts = {kind: view.release.number(counted[kind]) for kind in kinds}
    codes = {ALL if kind == kinds[0] else kind: kind for kind in kinds}
    code = page.choice(
        "show",
        _("Records"),
        {
            code: f"{titles[kind]} · {formats.count(counts[kind])}"
            for code, kind in codes.items()
        },
    )
    kind = codes[code]
    name, query = _TABLES[kind]
    page.table(name, query(view), height=height, row_count=counts[kind])
