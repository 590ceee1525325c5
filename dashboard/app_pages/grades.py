"""Grades: what was declared, what the evidence says, and how far it can be trusted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dashboard.charts import grades as grade_charts
from dashboard.charts import over_time as over_time_charts
from dashboard.core import figures
from dashboard.core.as_of_dates import AsOf
from dashboard.core.release import Record
from dashboard.core.view import ALL, View
from dashboard.queries import grade_audit, grades
from dashboard.ui import grade_metrics, notices, record_list
from dashboard.ui.canvas import Canvas
from dashboard.wording import filter_words, grade_headlines, headlines, labels
from dashboard.wording.words import _

_MOST_OWNERS = 30
_RECORDS_HEIGHT = 420
_TIME_PICKS = {"as_of": "as_of", "declared_grade": "grade"}
_MATRIX_PICKS = {"declared_grade": "grade", "evidence_grade": "evidence"}
_MOVE_PICKS = {"to_grade": "grade"}


def draw(view: View, page: Canvas) -> None:
    """Lay out the page."""
    notices.head(page, view, _("Grades"), dt.date.today())
    as_of = notices.listed_at(page, view)
    if as_of is None or notices.nothing_left(page, view):
        return
    table = view.release.records(grades.over_time(view))
    if not any(row["prospect_count"] for row in table):
        page.notice(
            "info", _("No prospect was on the list at any of the dates."), "inbox"
        )
        return
    notices.ungraded(page, view, table)
    page.strip(_("Grades"), grade_metrics.of_grades(table, view, as_of))
    left, right = page.columns(1, 1)
    with left:
        _matrix(page, view)
    with right:
        _mix(page, view, as_of, table)
    _records(page, view)
    _trust(page, view)
    left, right = page.columns(1, 1)
    with left:
        _moves(page, view)
    with right:
        _cohorts(page, view)
    _mismatches(page, view)


def _matrix(page: Canvas, view: View) -> None:
    """Declared × evidence grade; a cell opens its records."""
    table = view.release.records(grades.matrix(view))
    headline = grade_headlines.matrix(table)
    with page.card(
        headline,
        _(
            "Prospects by declared grade and by the grade that the recorded facts"
            " prove; red is overgraded, green undergraded. Click a cell to see its"
            " records"
        ),
    ):
        page.chart(
            "grade matrix",
            lambda: grade_charts.matrix(
                table,
                "declared_grade",
                "evidence_grade",
                "prospect_count",
                (_("declared"), _("evidence")),
            ),
            description=headline,
            picks=_MATRIX_PICKS,
            opens={"assessment": ALL},
        )
        page.table_beneath("grade_matrix", grades.matrix(view), picks=_MATRIX_PICKS)


def _mix(page: Canvas, view: View, as_of: AsOf, table: Sequence[Record]) -> None:
    """Prospects by declared grade over the as-of dates."""
    figure = figures.of(table, "prospect_count", as_of, view.compared_list)
    headline = headlines.list_size(figure)
    with page.card(headline, _("Prospects on the list by declared grade")):
        page.chart(
            "grades over time",
            lambda: over_time_charts.prospects(table, view.compared_list),
            description=headline,
            picks=_TIME_PICKS,
        )
        page.table_beneath(
            "grades_over_time", grades.over_time(view), picks=_TIME_PICKS
        )


def _records(page: Canvas, view: View) -> None:
    """The prospects behind the figures, all or those with a finding."""
    with page.card(
        _("The records behind the figures"),
        _("Overgraded first, with missing facts and contradictions"),
    ):
        record_list.graded(page, view, _RECORDS_HEIGHT)


def _trust(page: Canvas, view: View) -> None:
    """Overgrading and reliability by owner."""
    level = page.choice("level", _("Compare"), _levels(view))
    chosen = view.choosing("level", level)
    left, right = page.columns(1, 1)
    with left:
        _league(page, chosen)
    with right:
        _reliability(page, chosen)


def _levels(view: View) -> dict[str, str]:
    words = {"team": _("Teams"), "rep": _("Reps"), "territory": _("Territories")}
    first = grade_audit.level(view.without(("level",)))
    others = {level: word for level, word in words.items() if level != first}
    return {ALL: words[first], **others}


def _league(page: Canvas, view: View) -> None:
    query = grade_audit.league(view)
    owners = view.release.records(query.limited(_MOST_OWNERS))
    headline = grade_headlines.overgrading(owners)
    with page.card(headline, _whole(view, _(
        "Share of assessed grades that are overgraded, with 95 % interval; the"
        " diamond is the share before, pale means too few to assess"
    ))):  # fmt: skip
        if not owners:
            return
        page.chart(
            "grade league",
            lambda: grade_charts.league(
                owners,
                "overgraded",
                ("overgraded_count", "assessed_count"),
                "compared_rate",
            ),
            description=headline,
            picks={"scope_id": grade_audit.level(view)},
            opens={"assessment": "overgraded"},
        )
        page.table_beneath("grade_league", query)


def _reliability(page: Canvas, view: View) -> None:
    query = grade_audit.reliability(view)
    owners = view.release.records(query.limited(_MOST_OWNERS))
    known = [each for each in owners if each["due_count"]]
    headline = grade_headlines.reliability(
        known, view.filters.grade or labels.ranked_grades()[0]
    )
    with page.card(headline, _whole(view, _(
        "Share of due declarations that signed on time, each counted once, with 95 %"
        " interval; those not due yet are left out"
    ))):  # fmt: skip
        if known:
            page.chart(
                "grade reliability",
                lambda: grade_charts.league(
                    known, "signed", ("signed_count", "due_count")
                ),
                description=headline,
                picks={"scope_id": grade_audit.level(view)},
            )
        page.table_beneath("grade_reliability", query)


def _moves(page: Canvas, view: View) -> None:
    """Every move between the compared date and the view's."""
    table = view.release.records(grades.moves(view))
    headline = grade_headlines.moves(table, view.compared_list)
    with page.card(
        headline,
        _("Moves from one declared grade to another; there and back count as two"),
    ):
        if not table:
            return
        page.chart(
            "grade moves",
            lambda: grade_charts.matrix(
                table, "from_grade", "to_grade", "move_count",
                (_("from"), _("to")),
            ),
            description=headline,
            picks=_MOVE_PICKS,
        )  # fmt: skip
        page.table_beneath("grade_moves", grades.moves(view), picks=_MOVE_PICKS)


def _cohorts(page: Canvas, view: View) -> None:
    """What share of those declared at a date signed within the months of their grade."""
    table = view.release.records(grade_audit.cohorts(view))
    headline = grade_headlines.cohorts(table)
    with page.card(headline, _whole(view, _(
        "Share of the prospects in a grade at each date that signed within 3 (A), 6"
        " (B) or 12 (C) months; hollow circles are not known yet. A prospect counts"
        " at every date"
    ))):  # fmt: skip
        if not table:
            return
        page.grade_key()
        page.chart(
            "grade cohorts",
            lambda: grade_charts.cohorts(table),
            description=headline,
        )
        page.table_beneath("grade_cohorts", grade_audit.cohorts(view))


def _mismatches(page: Canvas, view: View) -> None:
    """Projects whose product line does not fit the segment."""
    if "projects" not in view.loaded:
        return
    query = grades.mismatches(view)
    count = view.release.count(query)
    with page.card(
        grade_headlines.mismatches(count),
        _("Open and won projects whose product line does not fit the segment"),
    ):
        if count:
            page.table_beneath("product_mismatches", query)


def _whole(view: View, explanation: str) -> str:
    """The explanation, and which filters the intervals do not obey."""
    names = filter_words.names()
    left_out = [
        names[kind] for kind in grade_audit.KINDS if kind in view.filters.chosen
    ]
    if not left_out:
        return explanation
    return _("{explanation}. Not narrowed by: {filters}").format(
        explanation=explanation, filters=_(", ").join(left_out)
    )


if __name__ == "__main__":
    from dashboard.ui import show

    show.page(draw)
