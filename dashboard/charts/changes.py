"""The waterfall from the opening pipeline over its changes to the closing one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import altair as alt

from dashboard.charts import rows
from dashboard.charts.drawing import Spec, filled, named, picking, template
from dashboard.charts.palette import FADED, LOADED, MUTED, REJECTED, TEXT, fitted
from dashboard.release import Record
from dashboard.wording import forecast_words, formats
from dashboard.wording.words import _, language

_STEP = 24
ENDS = ("opening", "closing")


def waterfall(changes: Sequence[Record], change: str | None = None) -> Spec:
    """A row per end and kind of change, each bar where the one before ended.

    Takes change_type, project_count, in_amount, out_amount, amount_change in their
    order. What moves within the pipeline and leaves it as large is a hollow bar. A
    click selects change_type; all but the chosen kind is pale.
    """
    at = 0.0
    bars = []
    for each in changes:
        is_end = each["change_type"] in ENDS
        net = each["amount_change"]
        low, high = (net, net) if is_end else (at, at + net)
        is_within = not is_end and not net and bool(each["in_amount"])
        if is_within:
            low, high = at - each["in_amount"], at
        bars.append(
            {
                "row": forecast_words.change(each["change_type"]),
                "change_type": each["change_type"],
                "low": low,
                "high": high,
                "tone": _tone(is_end, is_within, net),
                "words": _words(each, is_end, is_within),
                "count": each["project_count"],
                "opacity": 1.0 if change in (None, each["change_type"]) else FADED,
            }
        )
        at = net if is_end else at + net
    ends = [bar for bar in bars if bar["tone"] == "end"]
    moves = [bar for bar in bars if bar["tone"] != "end"]
    return filled(
        _waterfall(language()),
        [bar["row"] for bar in bars],
        ends=ends,
        moves=moves,
        bars=bars,
    )


def _tone(is_end: bool, is_within: bool, net: float) -> str:
    if is_end:
        return "end"
    if is_within:
        return "within"
    return "more" if net >= 0 else "less"


def _words(each: Record, is_end: bool, is_within: bool) -> str:
    if is_end:
        return formats.money(each["amount_change"])
    if is_within:
        return f"± {formats.money(each['in_amount'])}"
    net = each["amount_change"]
    return formats.signed(formats.money(abs(net)), net)


@lru_cache
def _waterfall(language: str) -> Spec:
    symbol = formats.currency_symbol()
    axis = alt.Axis(
        title=None,
        labelExpr=f"'{symbol}' + ({formats.compact('datum.value')})",
        orient="top",
        tickCount=4,
    )
    x = alt.X("low:Q", axis=axis, scale=alt.Scale(zero=False, nice=False, padding=12))
    tooltip = [
        alt.Tooltip("row:N", title=_("Change")),
        alt.Tooltip("words:N", title=_("Amount")),
        alt.Tooltip("count:Q", title=_("Projects"), format=",d"),
    ]
    colours = alt.Scale(
        domain=["more", "less", "within"],
        range=[LOADED, REJECTED, "rgba(124, 135, 131, 0.18)"],
    )
    ends = (
        alt.Chart(named("ends"))
        .mark_tick(thickness=5, color=MUTED, size=_STEP - 4)
        .encode(y=rows.y(), x=x, tooltip=tooltip)
    )
    moves = (
        alt.Chart(named("moves"))
        .mark_bar(cursor="pointer", strokeWidth=0.8)
        .encode(
            y=rows.y(),
            x=x,
            x2="high:Q",
            color=alt.Color("tone:N", scale=colours, legend=None),
            stroke=alt.condition(
                "datum.tone === 'within'", alt.value(MUTED), alt.value(None)
            ),
            opacity=alt.Opacity("opacity:Q", scale=None),
            tooltip=tooltip,
        )
        .add_params(picking("change_type"))
    )
    words = (
        alt.Chart(named("bars"))
        .mark_text(align="left", dx=8, color=TEXT)
        .encode(x=alt.value("width"), y=rows.y(), text="words:N")
    )
    return template(
        alt.layer(ends, moves, words).properties(
            height=alt.Step(_STEP), width="container", autosize=fitted()
        )
    )
