"""How good the forecast was: the finished forecasts, their calibration, the grades' word."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts import accuracy as accuracy_charts
from dashboard.core.release import Record
from dashboard.core.view import ALL, View
from dashboard.queries import forecast
from dashboard.ui.canvas import Canvas
from dashboard.wording import forecast_headlines as said
from dashboard.wording import forecast_words
from dashboard.wording.markup import plain
from dashboard.wording.words import _

_HEIGHT = 420


def accuracy(page: Canvas, view: View) -> None:
    """The finished forecasts of every method, their calibration, the grades' reliability."""
    rows = view.release.records(forecast.accuracy(view))
    # The managers' total is finished for fewer periods: it stands in the table alone.
    nearest = [
        row
        for row in rows
        if row["target_grain"] == "quarter"
        and row["horizon"] == 1
        and row["method"] != "override"
    ]
    if nearest:
        _methods(page, view, nearest)
    bins = view.release.records(forecast.calibration(view))
    grades = view.release.records(forecast.signings(view))
    if not bins and not grades:
        return
    left, right = page.columns(1, 1)
    if bins:
        with left:
            _calibration(page, view, bins)
    if grades:
        with (
            right,
            page.card(
                said.promised(grades),
                _(
                    "Projects whose months are over; those still open or lost count as not signed"
                ),
            ),
        ):
            page.table("grade_signings", forecast.signings(view))


def _methods(page: Canvas, view: View, rows: Sequence[Record]) -> None:
    headline = said.accuracy(rows)
    with page.card(
        headline,
        _(
            "Error of finished three-month forecasts, as a share of what was signed;"
            " the mark is the CRPS, which scores the interval too"
        ),
    ):
        page.chart(
            "accuracy",
            lambda: accuracy_charts.by_method(rows),
            description=headline,
            picks={"method": "method"},
        )
        first = next((row for row in rows if row["is_headline"]), None)
        if first is not None:
            page.caption(plain(said.held(first)))
        page.table_beneath(
            "forecast_accuracy",
            forecast.accuracy(view),
            label=_("All methods, periods and horizons"),
        )
    _finished(page, view, rows)


def _finished(page: Canvas, view: View, rows: Sequence[Record]) -> None:
    """The finished forecasts of the method that was clicked."""
    method = view.choices.get("method")
    if method is None:
        return
    with page.card(
        _("Finished forecasts of the method {method}").format(
            method=forecast_words.method(method)
        ),
        _("Each three-month forecast and what was signed; newest first"),
    ):
        options = {ALL: _("No method")} | {
            each["method"]: forecast_words.method(each["method"]) for each in rows
        }
        code = page.choice("method", _("Method"), options)
        page.table(
            "finished_forecasts",
            forecast.finished(view.choosing("method", code)),
            height=_HEIGHT,
        )


def _calibration(page: Canvas, view: View, bins: Sequence[Record]) -> None:
    totals = [each for each in bins if each["grade"] == "total"]
    headline = said.calibrated(totals)
    with page.card(
        headline,
        _(
            "Projects by their probability to sign within three months; larger: more projects"
        ),
    ):
        page.chart(
            "calibration",
            lambda: accuracy_charts.calibration(totals),
            description=headline,
        )
        page.table_beneath("forecast_calibration", forecast.calibration(view))
