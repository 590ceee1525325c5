"""Forecast: what will be signed, how sure that is, what changed, how good it was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dashboard.charts import forecast as forecast_charts
from dashboard.core.release import Record
from dashboard.core.view import ALL, View
from dashboard.queries import forecast, forecast_projects
from dashboard.ui import forecast_accuracy, notices, pipeline_changes, targets
from dashboard.ui.canvas import SHOWN_ROWS, Canvas
from dashboard.wording import forecast_headlines as said
from dashboard.wording import forecast_words, formats, labels
from dashboard.wording.markup import plain
from dashboard.wording.words import _, ngettext

# To choose from, to see the math of one.
_MOST_PROJECTS = 60
_TABLE_HEIGHT = 420
_MOST_NAMED = 5


def draw(view: View, page: Canvas) -> None:
    """Lay out the page."""
    notices.head(page, view, _("Forecast"), dt.date.today())
    if view.as_of is None:
        notices.nothing_loaded(page)
        return
    if notices.nothing_left(page, view) or notices.absent(page, view, "projects"):
        return
    dates = view.release.records(forecast.date(view))
    if not dates:
        page.notice(
            "info",
            _("Not enough history to forecast: no project was known at the time."),
            "query_stats",
        )
    else:
        _forecast(page, view, dates[0])
    _projects(page, view)
    pipeline_changes.changed(page, view)
    if dates:
        forecast_accuracy.accuracy(page, view)


def _forecast(page: Canvas, view: View, date: Record) -> None:
    """The expected signatures by grade and by month, with what limits them."""
    short = said.step(date)
    if short:
        page.notice("info", plain(short), "query_stats")
    if date["headline_method"] is None:
        return
    page.caption(_about(view, date))
    periods = {
        ALL: _("Next three months"),
        "month": said.month(date["opening_month"]),
        "next": _("The three after"),
    }
    chosen = view.choosing("period", page.choice("period", _("Period"), periods))
    left, right = page.columns(1, 1)
    with left:
        _by_grade(page, chosen, date)
    with right:
        _by_month(page, view)
    _behind_month(page, view)
    targets.parts(page, view, date)


def _about(view: View, date: Record) -> str:
    """Of when, by which method, and of whom the forecast is."""
    parts = [
        _("Forecast of **{date}** by the method **{method}**").format(
            date=plain(formats.day(date["as_of"])),
            method=plain(forecast_words.method(date["headline_method"])),
        )
    ]
    if date["is_backtest"]:
        parts.append(
            _("computed afterwards from what was known at the time (backtest)")
        )
    else:
        parts.append(_("stored at the time"))
    if date["is_reconstructed"]:
        parts.append(
            _("the pipeline at the time is reconstructed from dates in later rows")
        )
    if view.filters.chosen:
        parts.append(
            _(
                "the forecast is for the whole company: filters apply to projects and"
                " changes only"
            )
        )
    return _("; ").join(parts)


def _by_grade(page: Canvas, view: View, date: Record) -> None:
    rows = view.release.records(forecast.by_grade(view))
    if not rows:
        return
    marks = targets.marks(view, date)
    headline = said.expected(rows[-1])
    with page.card(
        headline,
        _(
            "Amount expected by grade at the as-of date; the line is the 80 % interval."
            " Intervals of grades do not add up to that of the total."
        ),
    ):
        page.chart(
            "forecast by grade",
            lambda: forecast_charts.by_grade(rows, marks),
            description=headline,
            picks={"declared_grade": "grade"},
        )
        for sentence in targets.sentences(view, date, marks):
            page.caption(plain(sentence))
        page.table_beneath("forecast_by_grade", forecast.by_grade(view))
        if date["is_newest"]:
            page.table_beneath(
                "forecast_terms",
                forecast.terms(view),
                label=_("Terms: what the model multiplies"),
            )


def _by_month(page: Canvas, view: View) -> None:
    rows = view.release.records(forecast.months(view))
    headline = said.year_ahead(rows)
    with page.card(
        headline,
        _(
            "Amount per month: forecast with 80 % and 95 % intervals; grey is what"
            " was signed"
        ),
    ):
        page.chart(
            "forecast by month",
            lambda: forecast_charts.by_month(rows),
            description=headline,
            picks={"month": "month"},
        )
        page.table_beneath("forecast_by_month", forecast.months(view))


def _behind_month(page: Canvas, view: View) -> None:
    """The projects behind the month that was clicked."""
    month = view.choices.get("month")
    if month is None:
        return
    rows = view.release.records(forecast.months(view))
    months = [f"{each['target_start']:%Y-%m}" for each in rows]
    with page.card(
        _("Projects in the forecast for {month}").format(month=month),
        _(
            "Signed in the month, or open: amount times probability. New business,"
            " from projects not yet in the pipeline, has no rows."
        ),
    ):
        options = {ALL: _("No month"), **{each: each for each in months}}
        code = page.choice("month", _("Month"), options)
        page.table(
            "forecast_behind_month",
            forecast_projects.behind_month(view.choosing("month", code)),
            height=_TABLE_HEIGHT,
        )


def _projects(page: Canvas, view: View) -> None:
    """The projects of the best grade, or of the one that is chosen, and their math."""
    query = forecast_projects.projects(view)
    rows = view.release.shown(query.limited(SHOWN_ROWS))
    [(grade, count)] = view.release.rows(forecast_projects.project_count(view))
    explanation = _(
        "Amount, date, probability, evidence grade and missing facts, days since the"
        " last activity; largest expected amount first. Select a row to see its math."
    )
    with page.card(said.likely(count, grade or labels.ranked_grades()[0]), explanation):
        if rows and all(row["quarter_probability"] is None for row in rows):
            page.caption(
                _(
                    "Probabilities of single projects are available at the newest"
                    " date only."
                )
            )
        page.table(
            "forecast_projects",
            query,
            height=_TABLE_HEIGHT,
            row_count=count,
            picks={"project_id": "project"},
        )
    _stalled(page, view)
    listed = rows[:_MOST_PROJECTS]
    known = [row for row in listed if row["quarter_probability"] is not None]
    chosen = view.choices.get("project")
    if chosen is not None and all(row["project_id"] != chosen for row in known):
        known += view.release.records(forecast_projects.outlook(view))
    if known:
        _math(page, view, known)


def _stalled(page: Canvas, view: View) -> None:
    """Projects open longer than any that was won, which hardly sign any more."""
    rows = view.release.records(
        forecast_projects.stalled_projects(view).limited(_MOST_NAMED)
    )
    if not rows:
        return
    count, amount = rows[0]["stalled_count"], rows[0]["stalled_amount"]
    page.notice(
        "warning",
        ngettext(
            "{count} open project{amount} is stalled: open longer than any won"
            " project ever took. It counts with almost no probability: {names}",
            "{count} open projects{amount} are stalled: open longer than any won"
            " project ever took. They count with almost no probability: {names}",
            count,
        ).format(
            count=formats.count(count),
            amount="" if amount is None else f" ({formats.money(amount)})",
            names=plain(
                _(", ").join(str(row["prospect"] or row["project_id"]) for row in rows)
            ),
        ),
        "hourglass_disabled",
    )
    page.table_beneath(
        "stalled_projects",
        forecast_projects.stalled_projects(view),
        label=_("Stalled projects"),
    )


def _math(page: Canvas, view: View, rows: Sequence[Record]) -> None:
    """How one project's probability comes about."""
    names = {
        row[
            "project_id"
        ]: f"{row['prospect'] or row['project_id']} · {row['project_id']}"
        for row in rows
    }
    first = rows[0]["project_id"]
    options = {ALL if code == first else code: name for code, name in names.items()}
    with page.card(
        _("Show the math"),
        _("How the probability of one project comes about, per month"),
    ):
        code = page.choice("project", _("Project"), options)
        view = view.choosing("project", first if code == ALL else code)
        steps = view.release.shown(forecast_projects.math(view).limited(SHOWN_ROWS))
        if steps:
            page.text(plain(said.explained(steps[0])))
        page.table("project_forecast", forecast_projects.math(view))


if __name__ == "__main__":
    from dashboard.ui import show

    show.page(draw)
