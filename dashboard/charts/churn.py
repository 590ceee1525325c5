"""Churn by rep, exchanges between territories, slots left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import altair as alt

from dashboard.charts.balance import movement_colour
from dashboard.charts.drawing import ROWS, Spec, filled, named, picking, template
from dashboard.charts.palette import REJECTED, TEXT, fitted
from dashboard.core.release import Record
from dashboard.queries.accounts import OUTS
from dashboard.wording import formats, labels
from dashboard.wording.labels import Labels
from dashboard.wording.words import _, language

_STEP, _CELL = 22, 24
_LAG_HEIGHT = 220
# Days of one bar of the lags.
_LAG_STEP = 30


def by_rep(reps: Sequence[Record]) -> Spec:
    """The share of each rep's list that left, by the way it went.

    Takes rows of queries.churn.by_rep. A click selects rep_id and movement_type.
    """
    names = _distinct({row["rep_id"]: labels.rep(row["rep"]) for row in reps})
    bars, totals = [], []
    for row in reps:
        held = row["out_count"] + row["closing_count"]
        level = 0
        for name in OUTS:
            count = row[f"{name}_count"]
            if count:
                bars.append(
                    {
                        "row": names[row["rep_id"]],
                        "rep_id": row["rep_id"],
                        "movement_type": name,
                        "count": count,
                        "held": held,
                        "low": level / held,
                        "high": (level + count) / held,
                    }
                )
            level += count
        totals.append(
            {
                "row": names[row["rep_id"]],
                "words": f"{formats.share(row['churn_rate'])} · "
                f"{formats.count(row['out_count'])} / {formats.count(held)}",
            }
        )
    return filled(
        _by_rep(language(), labels.in_use()),
        list(names.values()),
        bars=bars,
        totals=totals,
    )


@lru_cache
def _by_rep(language: str, _labels: Labels) -> Spec:
    y = alt.Y(
        "row:N",
        axis=alt.Axis(title=None, labelPadding=8, labelLimit=130, grid=False),
        scale=alt.Scale(domain=[ROWS], paddingInner=0.25, paddingOuter=0.1),
    )
    bars = (
        alt.Chart(named("bars"))
        .transform_calculate(movement=labels.lookup("movement", "datum.movement_type"))
        .mark_bar(cursor="pointer")
        .encode(
            y=y,
            x=alt.X(
                "low:Q",
                axis=alt.Axis(title=None, orient="top", format=".0%", tickCount=4),
            ),
            x2="high:Q",
            color=movement_colour(OUTS),
            tooltip=[
                alt.Tooltip("row:N", title=_("Rep")),
                alt.Tooltip("movement:N", title=_("Movement")),
                alt.Tooltip("count:Q", title=_("Prospects"), format=",d"),
                alt.Tooltip(
                    "held:Q", title=_("Left or still on the list"), format=",d"
                ),
            ],
        )
        .add_params(picking("rep_id", "movement_type"))
    )
    words = (
        alt.Chart(named("totals"))
        .mark_text(align="left", dx=8, color=TEXT)
        .encode(y=y, x=alt.value("width"), text="words:N")
    )
    return template(
        alt.layer(bars, words).properties(
            height=alt.Step(_STEP), width="container", autosize=fitted()
        )
    )


def exchanges(cells: Sequence[Record]) -> Spec:
    """Who gave how many to whom; takes rows of queries.churn.exchanges.

    A click selects territory_id and other_territory_id.
    """
    names = _distinct(
        {
            code: labels.territory(code, name)
            for row in cells
            for code, name in (
                (row["territory_id"], row["territory"]),
                (row["other_territory_id"], row["other_territory"]),
            )
        }
    )
    most = max(row["exchanged_count"] for row in cells)
    shown = [
        {
            **row,
            "is_dark": row["exchanged_count"] > most / 2,
            "row": names[row["territory_id"]],
            "column": names[row["other_territory_id"]],
        }
        for row in cells
    ]
    order = sorted(names.values())
    return filled(_exchanges(language()), order, cells=shown)


def _distinct(names: Mapping[str, str]) -> dict[str, str]:
    shared = list(names.values())
    return {
        code: name if shared.count(name) == 1 else f"{name} ({code})"
        for code, name in names.items()
    }


@lru_cache
def _exchanges(language: str) -> Spec:
    base = alt.Chart(named("cells")).encode(
        y=alt.Y(
            "row:N",
            axis=alt.Axis(title=None, labelLimit=100, grid=False),
            scale=alt.Scale(domain=[ROWS]),
        ),
        x=alt.X(
            "column:N",
            axis=alt.Axis(
                title=None,
                orient="top",
                labelAngle=-90,
                labelLimit=100,
                labelOverlap=False,
                grid=False,
            ),
            scale=alt.Scale(domain=[ROWS]),
        ),
    )
    cells = (
        base.mark_rect(cursor="pointer")
        .encode(
            color=alt.Color(
                "exchanged_count:Q",
                scale=alt.Scale(range=["#CFE3CB", "#007080"], zero=True),
                legend=None,
            ),
            tooltip=[
                alt.Tooltip("row:N", title=_("gave")),
                alt.Tooltip("column:N", title=_("took")),
                alt.Tooltip("exchanged_count:Q", title=_("Prospects"), format=",d"),
            ],
        )
        .add_params(picking("territory_id", "other_territory_id"))
    )
    words = [
        base.transform_filter(condition)
        .mark_text(fontSize=11, color=ink)
        .encode(text=alt.Text("exchanged_count:Q", format=",d"))
        for condition, ink in (
            ("!datum.is_dark", "#20302B"),
            ("datum.is_dark", "white"),
        )
    ]
    return template(
        alt.layer(cells, *words).properties(
            height=alt.Step(_CELL), width="container", autosize=fitted()
        )
    )


def lags(slots: Sequence[Record]) -> Spec:
    """Slots by the days until they were filled, those still open at the right.

    Takes rows of queries.churn.replacement_lags. A click selects lag, from-to or open.
    """
    counts: dict[int | None, int] = {}
    for row in slots:
        days = row["days_to_replacement"]
        step = None if days is None else days // _LAG_STEP
        counts[step] = counts.get(step, 0) + row["slot_count"]
    longest = max((step for step in counts if step is not None), default=-1)
    bars = [
        {
            "lag": f"{step * _LAG_STEP}-{(step + 1) * _LAG_STEP - 1}",
            "days": f"{step * _LAG_STEP}–{(step + 1) * _LAG_STEP - 1}",
            "count": counts.get(step, 0),
            "is_open": False,
        }
        for step in range(longest + 1)
    ]
    if None in counts:
        bars.append(
            {"lag": "open", "days": _("open"), "count": counts[None], "is_open": True}
        )
    order = [str(bar["days"]) for bar in bars]
    return filled(_lags(language()), order, bars=bars)


@lru_cache
def _lags(language: str) -> Spec:
    chart = (
        alt.Chart(named("bars"))
        .mark_bar(cursor="pointer")
        .encode(
            x=alt.X(
                "days:N",
                axis=alt.Axis(title=_("days"), labelAngle=0, labelOverlap=True),
                scale=alt.Scale(domain=[ROWS], paddingInner=0.2),
            ),
            y=alt.Y(
                "count:Q",
                axis=alt.Axis(title=None, format=",d", tickCount=4, tickMinStep=1),
            ),
            color=alt.condition(
                "datum.is_open", alt.value(REJECTED), alt.value("#2C9587")
            ),
            tooltip=[
                alt.Tooltip("days:N", title=_("Days until replaced")),
                alt.Tooltip("count:Q", title=_("Open slots"), format=",d"),
            ],
        )
        .add_params(picking("lag"))
        .properties(height=_LAG_HEIGHT, width="container", autosize=fitted())
    )
    return template(chart)
