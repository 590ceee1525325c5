"""Stacked by grade over the as-of dates, labelled where the newest snapshot ends."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal

import altair as alt

from dashboard.charts.drawing import (
    Spec,
    filled,
    moment,
    named,
    picking,
    template,
)
from dashboard.charts.palette import (
    MUTED,
    TEXT,
    grade_outline,
    grade_scale,
)
from dashboard.core import settings
from dashboard.core.as_of_dates import AsOf
from dashboard.core.release import Record
from dashboard.wording import formats, labels
from dashboard.wording.labels import Labels
from dashboard.wording.words import _, language

_HEIGHT = 290
# Labels nearer than this share of the chart's height would touch.
_LABEL_GAP = 0.075
_SHORT_SPAN = dt.timedelta(days=200) // dt.timedelta(milliseconds=1)
_LONGEST_STEP = dt.timedelta(days=92)
# Words stand above the chart's upper edge or below it, at a line's left or right.
_SIDES: tuple[tuple[Literal["left", "right"], int], ...] = (("left", 0), ("right", -3))
_EDGES: tuple[tuple[Literal["bottom", "top"], int], ...] = (("bottom", -4), ("top", 4))
_PICKS = ("as_of", "declared_grade")


def prospects(counts: Sequence[Record], compared: AsOf | None) -> Spec:
    """Prospects by grade; takes as_of, declared_grade, prospect_count."""
    return _stacked(
        counts,
        "prospect_count",
        compared,
        write=lambda value: formats.count(round(value)),
    )


def pipeline(table: Sequence[Record], compared: AsOf | None) -> Spec:
    """Open amount by grade; takes as_of, declared_grade, open_amount.

    Where a row says is_reconstructed its bar is pale and the span is named.
    """
    return _stacked(table, "open_amount", compared, write=formats.money)


def projects(table: Sequence[Record], compared: AsOf | None) -> Spec:
    """Open projects by grade, where their amounts are not known; as pipeline."""
    return _stacked(
        table,
        "project_count",
        compared,
        write=lambda value: formats.count(round(value)),
    )


def _stacked(
    table: Sequence[Record],
    measure: str,
    compared: AsOf | None,
    write: Callable[[float], str],
) -> Spec:
    ends = _ends(sorted({row["as_of"] for row in table}))
    segments = _segments(table, measure, ends)
    top = max(*(segment["high"] for segment in segments), 1.0)
    return filled(
        _template(language(), labels.in_use(), settings.currency(), measure),
        segments=segments,
        ends=_end_labels(segments, write, top),
        marks=_marks(segments, ends, compared, write, top),
    )


def _segments(
    table: Sequence[Record], measure: str, ends: Mapping[dt.date, dt.date]
) -> list[Record]:
    """One rectangle per date × grade: a snapshot holds until the next one."""
    order = labels.grades()
    totals: Counter[dt.date] = Counter()
    for row in table:
        totals[row["as_of"]] += row[measure]
    lows: Counter[dt.date] = Counter()
    segments = []
    for row in sorted(
        table, key=lambda row: (order.index(row["declared_grade"]), row["as_of"])
    ):
        day, value = row["as_of"], float(row[measure])
        segments.append(
            {
                "start": moment(day),
                "end": moment(ends[day]),
                "as_of": day.isoformat(),
                "declared_grade": row["declared_grade"],
                "low": float(lows[day]),
                "high": lows[day] + value,
                "value": value,
                "total": float(totals[day]),
                "is_reconstructed": row.get("is_reconstructed", False),
            }
        )
        lows[day] += value  # type: ignore[assignment]
    return segments


def _ends(dates: Sequence[dt.date]) -> dict[dt.date, dt.date]:
    """The day on which each snapshot ends: the next one's, or after the usual step."""
    steps = sorted(later - earlier for earlier, later in pairwise(dates))
    step = steps[len(steps) // 2] if steps else dt.timedelta(days=30)
    last = dates[-1] + min(step, _LONGEST_STEP)
    return dict(zip(dates, [*dates[1:], last], strict=True))


def _end_labels(
    segments: Sequence[Record], write: Callable[[float], str], top: float
) -> list[Record]:
    """The newest value of each grade and its label next to the bar: place, words."""
    last = max(segment["as_of"] for segment in segments)
    newest = [each for each in segments if each["as_of"] == last and each["value"] > 0]
    middles = [(each["low"] + each["high"]) / 2 for each in newest]
    places = _spread(middles, gap=top * _LABEL_GAP, top=top)
    return [
        {
            "place": place,
            "words": f"{labels.grade(each['declared_grade'])}  {write(each['value'])}",
        }
        for place, each in zip(places, newest, strict=True)
    ]


def _spread(places: list[float], gap: float, top: float) -> list[float]:
    """Move labels apart by at least a gap, keeping order and room at the top."""
    spread: list[float] = []
    for place in places:
        spread.append(max(place, spread[-1] + gap) if spread else place)
    for index in range(len(spread) - 1, -1, -1):
        limit = top if index == len(spread) - 1 else spread[index + 1] - gap
        spread[index] = min(spread[index], limit)
    return spread


def _marks(
    segments: Sequence[Record],
    ends: Mapping[dt.date, dt.date],
    compared: AsOf | None,
    write: Callable[[float], str],
    top: float,
) -> list[Record]:
    """Lines across the chart: where exports begin, and the compared date."""
    first, last = min(ends), max(ends.values())
    middle = first + (last - first) / 2
    marks = []
    past = [each["end"] for each in segments if each["is_reconstructed"]]
    if past:
        side = "left" if max(past) < moment(middle) else "right"
        words = _("reconstructed up to here")
        marks.append(_mark(max(past), words, side, "top", top))
    if compared is not None:
        day = compared.on
        total = sum(each["value"] for each in segments if each["as_of"] == str(day))
        side = "left" if day < middle else "right"
        words = f"{formats.day(day)}: {write(total)}"
        marks.append(_mark(moment(day), words, side, "bottom", top))
    return marks


def _mark(day: str, words: str, side: str, edge: str, top: float) -> Record:
    return {"day": day, "words": words, "side": side, "edge": edge, "top": top}


@lru_cache
def _template(language: str, _labels: Labels, currency: str, measure: str) -> Spec:
    y = alt.Y(
        "low:Q",
        axis=_money_axis() if measure == "open_amount" else _count_axis(measure),
        scale=alt.Scale(nice=False),
    )
    layers = [_bars(y, measure), _end_texts(), *_mark_lines()]
    return template(
        alt.layer(*layers).properties(
            height=_HEIGHT,
            width="container",
            padding={"top": 32, "right": 4, "left": 0, "bottom": 4},
        )
    )


def _bars(y: alt.Y, measure: str) -> alt.Chart:
    chart: alt.Chart = (
        alt.Chart(named("segments"))
        .transform_calculate(
            day_text=f"timeFormat(datum.start, {formats.vega_day()!r})",
            value_text=_written("datum.value", measure),
            total_text=_written("datum.total", measure),
            grade_text=labels.lookup("grade", "datum.declared_grade"),
        )
        .mark_rect(cursor="pointer", strokeWidth=0.6)
        .encode(
            x=alt.X("start:T", axis=_time_axis()),
            x2="end:T",
            y=y,
            y2="high:Q",
            color=alt.Color("declared_grade:N", scale=grade_scale(), legend=None),
            stroke=grade_outline(),
            opacity=alt.condition(
                "datum.is_reconstructed", alt.value(0.45), alt.value(1)
            ),
            tooltip=[
                alt.Tooltip("day_text:N", title=_("As of")),
                alt.Tooltip("grade_text:N", title=_("Declared grade")),
                alt.Tooltip("value_text:N", title=_measure(measure)),
                alt.Tooltip("total_text:N", title=_("All grades")),
            ],
        )
        .add_params(picking(*_PICKS))
    )
    return chart


def _measure(measure: str) -> str:
    words = {
        "prospect_count": _("Prospects"),
        "project_count": _("Projects"),
        "open_amount": _("Open amount"),
    }
    return words[measure]


def _written(value: str, measure: str) -> str:
    if measure == "open_amount":
        return f"'{formats.currency_symbol()}' + ({formats.compact(value)})"
    return f"format({value}, ',d')"


def _end_texts() -> alt.Chart:
    chart: alt.Chart = (
        alt.Chart(named("ends"))
        .mark_text(align="left", dx=8, fontSize=12.5, color=TEXT)
        .encode(x=alt.value("width"), y="place:Q", text="words:N")
    )
    return chart


def _mark_lines() -> list[alt.Chart]:
    base = alt.Chart(named("marks"))
    rule = base.mark_rule(color=MUTED, strokeDash=[4, 3]).encode(x="day:T")
    words = [
        base.transform_filter(f"datum.side === '{side}' && datum.edge === '{edge}'")
        .mark_text(color=MUTED, align=side, baseline=edge, dx=dx, dy=dy)
        .encode(x="day:T", y="top:Q", text="words:N")
        for side, dx in _SIDES
        for edge, dy in _EDGES
    ]
    return [rule, *words]


def _count_axis(measure: str) -> alt.Axis:
    """An axis with its unit above it, where a turned title would take width."""
    return alt.Axis(
        title=_("prospects") if measure == "prospect_count" else _("projects"),
        titleAngle=0,
        titleAlign="left",
        titleAnchor="end",
        titleX=0,
        titleY=-24,
        titleBaseline="bottom",
        titlePadding=0,
        format=",d",
        tickCount=5,
        tickMinStep=1,
    )


def _money_axis() -> alt.Axis:
    return alt.Axis(
        title=None,
        labelExpr=f"'{formats.currency_symbol()}' + ({formats.compact('datum.value')})",
        tickCount=5,
    )


def _time_axis() -> alt.Axis:
    """Months; over a short span, where months would repeat, days."""
    days = "timeFormat(datum.value, '%Y-%m-%d')"
    months = "timeFormat(datum.value, '%Y-%m')"
    return alt.Axis(
        title=None,
        labelExpr=f"span(domain('x')) <= {_SHORT_SPAN} ? {days} : {months}",
        tickCount=6,
        labelOverlap=True,
        labelBound=True,
        grid=False,
    )
