"""Sources of the list, by what became of their names and the market they reached."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import altair as alt

from dashboard.charts.drawing import Spec, filled, named, picking, template
from dashboard.charts.palette import TEXT
from dashboard.core.release import Record
from dashboard.wording import labels
from dashboard.wording.words import _, language


def sources(rows: Sequence[Record]) -> Spec:
    """What became of a source's names, against how much of the market it reached.

    Takes rows of queries.list_sources.sources that have both rates. A click selects
    list_source.
    """
    ordered = sorted(rows, key=lambda row: row["source_coverage_rate"])
    points = [
        {
            **row,
            "words": labels.list_source(row["list_source"]),
            "is_above": bool(place % 2),
        }
        for place, row in enumerate(ordered)
    ]
    return filled(_sources(language()), points=points)


_HEIGHT = 320


@lru_cache
def _sources(language: str) -> Spec:
    base = alt.Chart(named("points")).encode(
        x=alt.X(
            "source_coverage_rate:Q",
            axis=alt.Axis(
                title=_("coverage: share of the market registry"),
                format=".0%", tickCount=5,
            ),
            scale=alt.Scale(zero=True, nice=True),
        ),
        y=alt.Y(
            "reached_rate:Q",
            axis=alt.Axis(
                title=_("effectiveness: share that reached A, B or C"),
                titleAngle=0, titleAlign="left", titleAnchor="end", titleX=0,
                titleY=-14, titleBaseline="bottom", format=".0%", tickCount=5,
            ),
            scale=alt.Scale(zero=False, nice=True, padding=18),
        ),
    )  # fmt: skip
    points = (
        base.mark_circle(opacity=0.85, color="#2C9587", cursor="pointer")
        .encode(
            size=alt.Size(
                "name_count:Q", scale=alt.Scale(range=[40, 900], zero=True), legend=None
            ),
            tooltip=[
                alt.Tooltip("words:N", title=_("Source of the list")),
                alt.Tooltip("name_count:Q", title=_("Names"), format=",d"),
                alt.Tooltip(
                    "source_coverage_rate:Q", title=_("Coverage"), format=".1%"
                ),
                alt.Tooltip("reached_rate:Q", title=_("Share A to C"), format=".0%"),
                alt.Tooltip("met_rate:Q", title=_("Share met"), format=".0%"),
                alt.Tooltip("won_rate:Q", title=_("Share won"), format=".0%"),
            ],
        )
        .add_params(picking("list_source"))
    )
    # Neighbours are named above and below in turn, so that few names touch.
    words = [
        base.transform_filter(condition)
        .mark_text(dy=dy, fontSize=11.5, color=TEXT)
        .encode(text="words:N")
        for condition, dy in (("datum.is_above", -21), ("!datum.is_above", 22))
    ]
    return template(
        alt.layer(points, *words).properties(
            height=_HEIGHT,
            width="container",
            padding={"top": 22, "right": 30, "left": 4, "bottom": 4},
        )
    )
