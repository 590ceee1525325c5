"""What is expected to be signed, with its intervals: by grade, and by month."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import altair as alt

from dashboard.charts import rows
from dashboard.charts.drawing import Spec, filled, moment, named, picking, template
from dashboard.charts.palette import (
    LOADED,
    MUTED,
    TEXT,
    fitted,
    grade_outline,
    grade_scale,
)
from dashboard.core.release import Record
from dashboard.wording import forecast_words, formats, labels
from dashboard.wording.labels import Labels
from dashboard.wording.words import _, language

_HEIGHT = 260
_STEP = 34
_WIDE, _NARROW = 0.16, 0.3


def by_grade(forecasts: Sequence[Record], targets: Sequence[Record] = ()) -> Spec:
    """A bar per grade row with its 80 % interval; a click selects declared_grade.

    Takes grade, expected_count, won_amount, won_amount_p10, won_amount_p90. Rows that are no
    grade (new business, the total) select nothing. `targets` are marked in the total's
    row: amount and name of each.
    """
    bars = [
        {
            "row": forecast_words.row(each["grade"]),
            "declared_grade": each["grade"],
            "amount": each["won_amount"],
            "low": each["won_amount_p10"],
            "high": each["won_amount_p90"],
            "count": each["expected_count"],
            "words": formats.money(each["won_amount"]),
            "interval": _interval(each),
        }
        for each in forecasts
    ]
    order = [bar["row"] for bar in bars]
    known = labels.grades()
    grades = [bar for bar in bars if bar["declared_grade"] in known]
    others = [bar for bar in bars if bar["declared_grade"] not in known]
    marks = [
        {
            "row": forecast_words.row("total"),
            "amount": each["amount"],
            "name": each["name"],
            "words": formats.money(each["amount"]),
        }
        for each in targets
    ]
    return filled(
        _by_grade(language(), labels.in_use()),
        order,
        grades=grades,
        others=others,
        bars=bars,
        marks=marks,
    )


def _interval(forecast: Record) -> str:
    if forecast["won_amount_p10"] is None:
        return _("none")
    return (
        f"{formats.money(forecast['won_amount_p10'])}"
        f" – {formats.money(forecast['won_amount_p90'])}"
    )


@lru_cache
def _by_grade(language: str, _labels: Labels) -> Spec:
    axis = alt.Axis(
        title=None, labelExpr=_money("datum.value"), orient="top", tickCount=4
    )
    tooltip = [
        alt.Tooltip("row:N", title=_("Grade")),
        alt.Tooltip("words:N", title=_("Forecast")),
        alt.Tooltip("interval:N", title=_("80 % interval")),
        alt.Tooltip("count:Q", title=_("Projects"), format=",.1f"),
    ]
    x = alt.X("amount:Q", axis=axis)
    graded = (
        alt.Chart(named("grades"))
        .mark_bar(cursor="pointer", strokeWidth=0.6)
        .encode(
            y=rows.y(),
            x=x,
            color=alt.Color("declared_grade:N", scale=grade_scale(), legend=None),
            stroke=grade_outline(),
            tooltip=tooltip,
        )
        .add_params(picking("declared_grade"))
    )
    others = (
        alt.Chart(named("others"))
        .mark_bar(color=MUTED, opacity=0.45)
        .encode(y=rows.y(), x=x, tooltip=tooltip)
    )
    bars = alt.Chart(named("bars"))
    spans = [
        bars.transform_filter("isValid(datum.low)")
        .mark_rule(strokeWidth=width, color=colour)
        .encode(y=rows.y(), x="low:Q", x2="high:Q")
        for width, colour in ((4, "#FFFFFF"), (2, "#20302B"))
    ]
    words = bars.mark_text(align="left", dx=8, color=TEXT).encode(
        x=alt.value("width"), y=rows.y(), text="words:N"
    )
    marks = (
        alt.Chart(named("marks"))
        .mark_point(
            shape="diamond", size=90, filled=True, color="#20302B", stroke="#FFFFFF"
        )
        .encode(
            y=rows.y(),
            x="amount:Q",
            tooltip=[
                alt.Tooltip("name:N", title=_("Target or override")),
                alt.Tooltip("words:N", title=_("Amount")),
            ],
        )
    )
    return template(
        alt.layer(graded, others, *spans, marks, words).properties(
            height=alt.Step(_STEP), width="container", autosize=fitted()
        )
    )


def by_month(months: Sequence[Record]) -> Spec:
    """Months ahead as a line in its 95 % and 80 % bands, and what was signed.

    Takes target_start, won_amount with its four bounds (null before the forecast) and
    signed_amount (null where the month is not over). A click selects month.
    """
    ahead = [
        {
            "day": moment(each["target_start"]),
            "amount": each["won_amount"],
            "low_80": each["won_amount_p10"],
            "high_80": each["won_amount_p90"],
            "low_95": each["won_amount_p025"],
            "high_95": each["won_amount_p975"],
        }
        for each in months
        if each["won_amount"] is not None
    ]
    signed = [
        {
            "day": moment(each["target_start"]),
            "amount": each["signed_amount"],
        }
        for each in months
        if each["signed_amount"] is not None
    ]
    days = [
        {
            "day": moment(each["target_start"]),
            "month": f"{each['target_start']:%Y-%m}",
            "words": _known(each["won_amount"]),
            "interval": _interval(each),
            "signed": _known(each["signed_amount"]),
        }
        for each in months
    ]
    return filled(_by_month(language()), ahead=ahead, signed=signed, days=days)


def _known(amount: float | None) -> str:
    return "–" if amount is None else formats.money(amount)


@lru_cache
def _by_month(language: str) -> Spec:
    x = alt.X(
        "day:T",
        axis=alt.Axis(
            title=None, format="%Y-%m", tickCount=8, labelOverlap=True, grid=False
        ),
    )
    axis = alt.Axis(title=None, labelExpr=_money("datum.value"), tickCount=5)
    ahead = alt.Chart(named("ahead"))
    bands = [
        ahead.transform_filter(f"isValid(datum.low_{width})")
        .mark_area(color=LOADED, opacity=opacity)
        .encode(x=x, y=alt.Y(f"low_{width}:Q", axis=axis), y2=alt.Y2(f"high_{width}:Q"))
        for width, opacity in ((95, _WIDE), (80, _NARROW))
    ]
    line = ahead.mark_line(
        color=LOADED, strokeWidth=2, point={"filled": True, "size": 46, "color": LOADED}
    ).encode(x=x, y=alt.Y("amount:Q", axis=axis))
    signed = (
        alt.Chart(named("signed"))
        .mark_line(color=MUTED, strokeWidth=1.5, point={"size": 40, "color": MUTED})
        .encode(x=x, y=alt.Y("amount:Q", axis=axis))
    )
    # What is clicked is the month, wherever in it.
    days = (
        alt.Chart(named("days"))
        .mark_rule(strokeWidth=14, opacity=0, cursor="pointer")
        .encode(
            x=x,
            tooltip=[
                alt.Tooltip("month:N", title=_("Month")),
                alt.Tooltip("words:N", title=_("Forecast")),
                alt.Tooltip("interval:N", title=_("80 % interval")),
                alt.Tooltip("signed:N", title=_("Signed")),
            ],
        )
        .add_params(picking("month"))
    )
    return template(
        alt.layer(*bands, signed, line, days).properties(
            height=_HEIGHT, width="container"
        )
    )


def _money(value: str) -> str:
    return f"'{formats.currency_symbol()}' + ({formats.compact(value)})"
