"""The waterfall from the opening pipeline over its changes to the closing one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import altair as alt

from dashboard.charts import rows
from dashboard.charts.drawing import Spec, filled, named, picking, template
from dashboard.charts.palette import FADED, LOADED, MUTED, REJECTED, TEXT, fitted
from dashboard.core.release import Record
from dashboard.queries.changes import ENDS
from dashboard.wording import forecast_words, formats
from dashboard.wording.words import _, language

_STEP = 24


def waterfall(
    changes: Sequence[Record], change: str | None = None, *, has_amounts: bool = True
) -> Spec:
    """A row per end and kind of change, each bar where the one before ended.

    Takes change_type, project_count, in_amount, out_amount, amount_change, count_change
    in their order; of amounts, or of projects where amounts are not known. What moves
    within the pipeline and leaves it as large is a hollow bar. A click selects
    change_type; all but the chosen kind is pale.
    """
    within, net_of = (
        ("in_amount", "amount_change")
        if has_amounts
        else ("project_count", "count_change")
    )
    write = formats.money if has_amounts else _count
    at = 0.0
    bars = []
    for each in changes:
        is_end = each["change_type"] in ENDS
        net = each[net_of]
        low, high = (net, net) if is_end else (at, at + net)
        is_within = not is_end and not net and bool(each[within])
        if is_within:
            low, high = at - each[within], at
        bars.append(
            {
                "row": forecast_words.change(each["change_type"]),
                "change_type": each["change_type"],
                "low": low,
                "high": high,
                "tone": _tone(is_end, is_within, net),
                "words": _words(net, each[within], is_end, is_within, write),
                "count": each["project_count"],
                "opacity": 1.0 if change in (None, each["change_type"]) else FADED,
            }
        )
        at = net if is_end else at + net
    ends = [bar for bar in bars if bar["tone"] == "end"]
    moves = [bar for bar in bars if bar["tone"] != "end"]
    return filled(
        _waterfall(language(), has_amounts),
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


def _words(
    net: float,
    within: float | None,
    is_end: bool,
    is_within: bool,
    write: Callable[[float], str],
) -> str:
    if is_end:
        return write(net)
    if is_within and within is not None:
        return f"± {write(within)}"
    return formats.signed(write(abs(net)), net)


def _count(value: float) -> str:
    return formats.count(int(value))


@lru_cache
def _waterfall(language: str, has_amounts: bool) -> Spec:
    symbol = formats.currency_symbol()
    written = (
        f"'{symbol}' + ({formats.compact('datum.value')})"
        if has_amounts
        else "format(datum.value, ',d')"
    )
    axis = alt.Axis(title=None, labelExpr=written, orient="top", tickCount=4)
    x = alt.X("low:Q", axis=axis, scale=alt.Scale(zero=False, nice=False, padding=12))
    tooltip = [
        alt.Tooltip("row:N", title=_("Change")),
        alt.Tooltip("words:N", title=_("Amount") if has_amounts else _("Change")),
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
