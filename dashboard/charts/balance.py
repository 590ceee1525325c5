"""The list kept like accounts: what came and what left, in a period and by month."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

import altair as alt

from dashboard.charts.drawing import (
    ROWS,
    Spec,
    filled,
    moment,
    named,
    picking,
    template,
)
from dashboard.charts.palette import (
    FADED,
    MUTED,
    TEXT,
    colours,
    fitted,
    scale,
)
from dashboard.core.release import Record
from dashboard.queries.accounts import INS, MOVEMENTS, OUTS, REASSIGNED
from dashboard.wording import formats, labels
from dashboard.wording.labels import Labels
from dashboard.wording.words import _, language

_STEP = 33
_MONTHS_HEIGHT = 260
# Space next to the levels, as a share of what the chart spans.
_MARGIN = 0.06


def waterfall(account: Record, chosen: str | None) -> Spec:
    """From the opening to the closing number, one row per kind of movement.

    Takes a row of queries.accounts.by_territory. A click on a bar selects its movement;
    where one is chosen, the others are pale.
    """
    levels = [("opening", account["opening_count"])]
    levels += [(name, account[f"{name}_count"]) for name in INS]
    levels.append((REASSIGNED, account.get(f"{REASSIGNED}_count", 0)))
    levels += [(name, -account[f"{name}_count"]) for name in OUTS]
    heights = list(accumulate(change for _name, change in levels))
    margin = max(1.0, _MARGIN * (max(heights) - min(heights)))
    floor = max(0.0, min(heights) - 2 * margin)
    bars = [
        _bar(name, height - (change if place else height - floor), height, change)
        for place, ((name, change), height) in enumerate(
            zip(levels, heights, strict=True)
        )
        if change or not place
    ]
    closing = account["closing_count"]
    bars.append(_bar("closing", floor, closing, closing))
    for bar in bars:
        is_chosen = chosen is None or bar["movement_type"] == chosen
        bar["opacity"] = 1.0 if is_chosen else FADED
    limits = [{"limit": floor}, {"limit": max(heights) + margin}]
    order = [bar["row"] for bar in bars]
    return filled(
        _waterfall(language(), labels.in_use()), order, bars=bars, limits=limits
    )


def _bar(movement: str, low: float, high: float, change: int) -> Record:
    is_level = movement in ("opening", "closing")
    count = formats.count(abs(change))
    return {
        "row": labels.movement(movement),
        "movement_type": movement,
        "low": low,
        "high": high,
        "words": count if is_level else formats.signed(count, change),
    }


@lru_cache
def _waterfall(language: str, _labels: Labels) -> Spec:
    base = alt.Chart(named("bars"))
    y = alt.Y(
        "row:N",
        axis=alt.Axis(title=None, labelPadding=8, labelLimit=150, grid=False),
        scale=alt.Scale(domain=[ROWS], paddingInner=0.28, paddingOuter=0.1),
    )
    limits = (
        alt.Chart(named("limits"))
        .mark_point(opacity=0)
        .encode(x=alt.X("limit:Q", scale=alt.Scale(zero=False, nice=False)))
    )
    bars = (
        base.mark_bar(cursor="pointer")
        .encode(
            y=y,
            x=alt.X(
                "low:Q",
                axis=alt.Axis(
                    title=_("prospects"),
                    titleFontWeight="normal",
                    orient="top",
                    format=",d",
                    tickCount=5,
                    tickMinStep=1,
                ),
                scale=alt.Scale(zero=False, nice=False),
            ),
            x2="high:Q",
            color=alt.Color(
                "movement_type:N",
                scale=scale("movement"),
                legend=None,
            ),
            opacity=alt.Opacity("opacity:Q", scale=None),
            tooltip=[
                alt.Tooltip("row:N", title=_("Movement")),
                alt.Tooltip("words:N", title=_("Prospects")),
            ],
        )
        .add_params(picking("movement_type"))
    )
    words = base.mark_text(align="left", dx=8, color=TEXT).encode(
        y=y, x=alt.value("width"), text="words:N"
    )
    return template(
        alt.layer(limits, bars, words).properties(
            height=alt.Step(_STEP), width="container", autosize=fitted()
        )
    )


def months(balance: Sequence[Record]) -> Spec:
    """What came above the line and what left below it, month by month.

    Takes the rows of queries.accounts.by_month. A click selects as_of and movement_type.
    """
    bars = []
    for row in balance:
        for names, sign in ((INS, 1), (OUTS, -1)):
            level = 0
            for name in names:
                count = row[f"{name}_count"]
                if not count:
                    continue
                bars.append(
                    {
                        "month": f"{row['month']:%Y-%m}",
                        "as_of": row["as_of"].isoformat(),
                        "day": moment(row["as_of"]),
                        "movement_type": name,
                        "count": count,
                        "low": level,
                        "high": level + sign * count,
                        "closing": row["closing_count"],
                    }
                )
                level += sign * count
    order = [f"{row['month']:%Y-%m}" for row in balance]
    return filled(_months(language(), labels.in_use()), order, bars=bars)


@lru_cache
def _months(language: str, _labels: Labels) -> Spec:
    chart = (
        alt.Chart(named("bars"))
        .transform_calculate(movement=labels.lookup("movement", "datum.movement_type"))
        .mark_bar(cursor="pointer")
        .encode(
            x=alt.X(
                "month:O",
                axis=alt.Axis(title=None, labelAngle=0, labelOverlap=True),
                scale=alt.Scale(domain=[ROWS], paddingInner=0.25),
            ),
            y=alt.Y(
                "low:Q",
                axis=alt.Axis(
                    title=None, labelExpr="format(abs(datum.value), ',d')",
                    tickCount=5, tickMinStep=1,
                ),
            ),
            y2="high:Q",
            color=movement_colour(MOVEMENTS),
            tooltip=[
                alt.Tooltip("month:O", title=_("Month")),
                alt.Tooltip("movement:N", title=_("Movement")),
                alt.Tooltip("count:Q", title=_("Prospects"), format=",d"),
                alt.Tooltip("closing:Q", title=_("Closing"), format=",d"),
            ],
        )
        .add_params(picking("as_of", "movement_type"))
        .properties(height=_MONTHS_HEIGHT, width="container", autosize=fitted())
    )  # fmt: skip
    return template(chart)


def movement_colour(movements: Sequence[str]) -> alt.Color:
    """Each movement in its colour, named beneath the chart."""
    found = colours("movement")
    return alt.Color(
        "movement_type:N",
        scale=alt.Scale(
            domain=list(movements), range=[found.get(each, MUTED) for each in movements]
        ),
        legend=alt.Legend(
            title=None,
            orient="bottom",
            columns=2,
            labelLimit=140,
            labelExpr=labels.lookup("movement", "datum.value"),
        ),
    )
