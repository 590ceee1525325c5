"""Stacked by grade over the as-of dates, labelled where the newest picture ends."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise

import altair as alt
import pandas as pd

from dashboard import formats, labels
from dashboard.charts.palette import GRADE_COLOURS, MUTED, grade_scale
from dashboard.words import _

_HEIGHT = 290
# Labels nearer than this share of the chart's height would touch.
_LABEL_GAP = 0.075
_SHORT_SPAN = pd.Timedelta(days=200)
_LONGEST_STEP = pd.Timedelta(days=92)


def prospects(table: pd.DataFrame) -> alt.LayerChart:
    """Prospects by grade; takes as_of, declared_grade, prospect_count."""
    return _stacked(
        table.assign(value=table["prospect_count"].astype(float)),
        write=lambda value: formats.count(round(value)),
        axis=_count_axis(),
        measure=_("Prospects"),
    )


def pipeline(table: pd.DataFrame) -> alt.LayerChart:
    """Open amount by grade; takes as_of, declared_grade, open_amount.

    Where the table says is_reconstructed the bars are pale and the span is named.
    """
    symbol = formats.currency_symbol()
    return _stacked(
        table.assign(value=table["open_amount"].astype(float)),
        write=formats.money,
        axis=alt.Axis(
            title=None,
            labelExpr=f"'{symbol}' + ({formats.compact_axis()})",
            tickCount=5,
        ),
        measure=_("Open amount"),
    )


def _count_axis() -> alt.Axis:
    """An axis with its unit above it, where a turned title would take width."""
    return alt.Axis(
        title=_("prospects"),
        titleAngle=0,
        titleAlign="left",
        titleAnchor="end",
        titleX=0,
        titleY=-10,
        titleBaseline="bottom",
        titleFontSize=12,
        titlePadding=0,
        format=",d",
        tickCount=5,
        tickMinStep=1,
    )


def _stacked(
    table: pd.DataFrame, write: Callable[[float], str], axis: alt.Axis, measure: str
) -> alt.LayerChart:
    segments = _segments(table, write)
    top = max(float(segments["high"].max()), 1.0)
    y = alt.Y("low:Q", axis=axis, scale=alt.Scale(domain=[0, top], nice=False))
    bars = (
        alt.Chart(segments)
        .mark_rect()
        .encode(
            x=alt.X("start:T", axis=_time_axis(segments)),
            x2="end:T",
            y=y,
            y2="high:Q",
            color=alt.Color("grade:N", scale=grade_scale(), legend=None),
            opacity=alt.condition(
                "datum.is_reconstructed", alt.value(0.45), alt.value(1)
            ),
            tooltip=[
                alt.Tooltip("date_text:N", title=_("As of")),
                alt.Tooltip("grade_text:N", title=_("Declared grade")),
                alt.Tooltip("value_text:N", title=measure),
                alt.Tooltip("total_text:N", title=_("All grades")),
            ],
        )
    )
    layers: list[alt.Chart] = [bars, _end_labels(segments, write, top)]
    if segments["is_reconstructed"].any():
        layers += _reconstructed_mark(segments, top)
    chart: alt.LayerChart = (
        alt.layer(*layers)
        .resolve_axis(y="independent")
        .properties(height=_HEIGHT, padding={"top": 14, "right": 0, "left": 0})
    )
    return chart


def _time_axis(segments: pd.DataFrame) -> alt.Axis:
    """Months; over a short span, where months would repeat, the pictures' dates."""
    starts = sorted(segments["start"].unique())
    if segments["end"].max() - starts[0] > _SHORT_SPAN:
        return alt.Axis(
            title=None, format="%Y-%m", tickCount=6, labelOverlap=True, grid=False
        )
    return alt.Axis(
        title=None,
        format="%Y-%m-%d",
        values=[
            alt.DateTime(year=on.year, month=on.month, date=on.day) for on in starts
        ],
        labelOverlap=True,
        labelBound=True,
        grid=False,
    )


def _segments(table: pd.DataFrame, write: Callable[[float], str]) -> pd.DataFrame:
    """One rectangle per date × grade: a picture holds until the next one."""
    if "is_reconstructed" not in table:
        table = table.assign(is_reconstructed=False)
    dates = sorted(table["as_of"].unique())
    rows = []
    for position, start in enumerate(dates):
        picture = table[table["as_of"] == start].set_index("declared_grade")
        total = float(picture["value"].sum())
        low = 0.0
        for grade in GRADE_COLOURS:
            value = float(picture["value"].get(grade, 0.0))
            if not value:
                continue
            rows.append(
                {
                    "start": start,
                    "end": _end(dates, position),
                    "grade": grade,
                    "low": low,
                    "high": low + value,
                    "value": value,
                    "is_reconstructed": bool(picture["is_reconstructed"].any()),
                    "date_text": formats.day(start.date()),
                    "grade_text": labels.grade(grade),
                    "value_text": write(value),
                    "total_text": write(total),
                }
            )
            low += value
    return pd.DataFrame(rows)


def _end(dates: list[pd.Timestamp], position: int) -> pd.Timestamp:
    if position + 1 < len(dates):
        return dates[position + 1]
    steps = [later - earlier for earlier, later in pairwise(dates)]
    step = sorted(steps)[len(steps) // 2] if steps else pd.Timedelta(days=30)
    return dates[position] + min(step, _LONGEST_STEP)


def _end_labels(
    segments: pd.DataFrame, write: Callable[[float], str], top: float
) -> alt.Chart:
    """The newest value of each grade as a right-hand axis, which reserves its room."""
    newest = segments[segments["start"] == segments["start"].max()]
    middles = (newest["low"] + newest["high"]) / 2
    places = _spread(list(middles), gap=top * _LABEL_GAP, top=top)
    words = [
        f"{labels.grade(grade)}  {write(value)}"
        for grade, value in zip(newest["grade"], newest["value"], strict=True)
    ]
    axis = alt.Axis(
        orient="right",
        values=places,
        labelExpr=_words_at(places, words, precision=top * 1e-6),
        title=None,
        grid=False,
        labelOverlap=False,
        labelBound=False,
        labelFlush=False,
        labelLimit=160,
        labelPadding=6,
        labelFontSize=13,
    )
    scale = alt.Scale(domain=[0, top], nice=False)
    chart: alt.Chart = (
        alt.Chart(newest)
        .mark_point(opacity=0)
        .encode(x="end:T", y=alt.Y("high:Q", axis=axis, scale=scale))
    )
    return chart


def _words_at(places: list[float], words: list[str], precision: float) -> str:
    """A Vega expression: an axis label knows its place only, so that finds its words."""
    expression = "''"
    for place, word in zip(places, words, strict=True):
        text = json.dumps(word, ensure_ascii=False)
        is_here = f"abs(datum.value - {place}) < {precision}"
        expression = f"{is_here} ? {text} : {expression}"
    return expression


def _spread(places: list[float], gap: float, top: float) -> list[float]:
    """Move label places apart by at least a gap, keeping order and room at the top."""
    spread: list[float] = []
    for place in places:
        spread.append(max(place, spread[-1] + gap) if spread else place)
    for index in range(len(spread) - 1, -1, -1):
        limit = top if index == len(spread) - 1 else spread[index + 1] - gap
        spread[index] = min(spread[index], limit)
    return [round(place, 6) for place in spread]


def _reconstructed_mark(segments: pd.DataFrame, top: float) -> list[alt.Chart]:
    """Name the span whose past was reconstructed, and rule off where exports begin."""
    past = segments[segments["is_reconstructed"]]
    mark = pd.DataFrame(
        [
            {
                "from": past["start"].min(),
                "to": past["end"].max(),
                "top": top,
                "word": _("reconstructed"),
            }
        ]
    )
    rule = alt.Chart(mark).mark_rule(color=MUTED, strokeDash=[4, 3]).encode(x="to:T")
    word = (
        alt.Chart(mark)
        .mark_text(color=MUTED, align="left", baseline="bottom", dy=-3, fontSize=12)
        .encode(x="from:T", y=alt.Y("top:Q", axis=None), text="word:N")
    )
    return [rule, word]
