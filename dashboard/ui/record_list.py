"""The records behind the figures of a view: prospects, open projects and others."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from dashboard.charts import rows
from dashboard.core.release import Record
from dashboard.core.view import ALL, View
from dashboard.queries import coverage, grades, lists, market, pipeline, records
from dashboard.ui.canvas import Canvas
from dashboard.wording import formats, labels
from dashboard.wording.words import _

PROSPECTS, PROJECTS, GRADES = "prospects", "projects", "grades"
# Offered where there is room for them, on the page Records.
OVERDUE, UNLISTED = "overdue", "unlisted"
_TABLES = {
    PROSPECTS: ("prospects", records.prospects),
    PROJECTS: ("open_projects", records.open_projects),
    OVERDUE: ("overdue_prospects", coverage.overdue),
    UNLISTED: ("unlisted_companies", market.unlisted),
}
_COUNTS = {
    PROSPECTS: lists.count,
    PROJECTS: pipeline.count,
    OVERDUE: coverage.overdue_count,
    UNLISTED: market.unlisted_count,
}
_NEEDED = {
    OVERDUE: {"prospects", "activities"},
    UNLISTED: {"prospects", "market_companies", "territory_areas"},
}
# A choice of these asks for the records behind a figure.
_OPENING = frozenset({"grade", "territory", "show"})
_OPENING_GRADES = _OPENING | {"rep", "assessment", "evidence"}
# The records are as high as the rows next to them and their axis.
_LEAST_HEIGHT, _AXIS_HEIGHT = 320, 20


def card(
    page: Canvas, view: View, next_to_rows_of: Sequence[Record] | None = None
) -> None:
    """The records in a frame, as high as the rows of these territories next to it."""
    kinds = offered(view)
    if not kinds:
        return
    height = 0 if next_to_rows_of is None else rows.height(next_to_rows_of)
    with page.card(
        _("The records behind the figures"),
        _("Everything that matches the filters, most urgent first"),
    ):
        of_kind(page, view, max(height + _AXIS_HEIGHT, _LEAST_HEIGHT))


def is_open(view: View) -> bool:
    """True where a figure was chosen: a grade, a territory or a kind of record."""
    return _is_any_chosen(view, _OPENING)


def _is_any_chosen(view: View, names: Collection[str]) -> bool:
    return not {*view.filters.chosen, *view.choices}.isdisjoint(names)


def offered(view: View) -> list[str]:
    """The kinds of records that are known at the view's date."""
    is_list_known = view.as_of is not None and view.as_of.is_list_known
    known = {PROSPECTS: is_list_known, PROJECTS: True}
    return [kind for kind in known if kind in view.loaded and known[kind]]


def all_offered(view: View) -> list[str]:
    """The known kinds: those of `offered` and those of the coverage."""
    if view.as_of is None or not view.as_of.is_list_known:
        return offered(view)
    more = [kind for kind, needed in _NEEDED.items() if needed <= view.loaded]
    return [*offered(view), *more]


def with_grades(page: Canvas, view: View, height: int, kinds: Sequence[str]) -> None:
    """The records of a kind, or where the view asks for them the assessed grades."""
    if view.choices.get("show") == GRADES and PROSPECTS in offered(view):
        graded(page, view, height)
    else:
        of_kind(page, view, height, kinds)


def graded(page: Canvas, view: View, height: int) -> None:
    """Choices of what was found and of the evidence grade, and the prospects left.

    They are many before anything was chosen, and the table is closed.
    """
    left, right = page.columns(1, 1)
    with left:
        found = {ALL: _("All grades"), **labels.assessments()}
        assessment = page.choice("assessment", _("Finding"), found)
    with right:
        codes = (*labels.ranked_grades(), grades.UNPROVEN)
        proven = {code: labels.evidence_grade(code) for code in codes}
        evidence = page.choice(
            "evidence", _("Evidence"), {ALL: _("All evidence grades"), **proven}
        )
    chosen = view.choosing("assessment", assessment).choosing("evidence", evidence)
    if not _is_any_chosen(chosen, _OPENING_GRADES):
        page.table_beneath(
            "graded_prospects", grades.prospects(chosen), label=_("All prospects")
        )
        return
    count = view.release.number(grades.count(chosen))
    page.table(
        "graded_prospects",
        grades.prospects(chosen),
        height=height,
        row_count=count,
    )


def of_kind(
    page: Canvas, view: View, height: int, kinds: Sequence[str] | None = None
) -> None:
    """A choice of the kind, those of `offered` unless others are given; its records."""
    kinds = offered(view) if kinds is None else kinds
    if not kinds:
        return
    titles = {
        PROSPECTS: _("Prospects"),
        PROJECTS: _("Open projects"),
        OVERDUE: _("Overdue prospects"),
        UNLISTED: _("Companies on no list"),
    }
    counts = {kind: view.release.number(_COUNTS[kind](view)) for kind in kinds}
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
