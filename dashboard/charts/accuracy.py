"""How good the forecasts were: error by method, and probabilities against results."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import altair as alt

from dashboard.charts import rows
from dashboard.charts.drawing import Spec, filled, named, picking, template
from dashboard.charts.palette import LOADED, MUTED, TEXT, fitted
from dashboard.core.release import Record
from dashboard.wording import forecast_words, formats
from dashboard.wording.words import _, language

_STEP = 26
_SIZE = 250
# A method that is off by more than everything would hide what the others differ in.
_MOST = 1.0


def by_method(methods: Sequence[Record]) -> Spec:
    """A bar per method: its WAPE, and a mark at its CRPS; a click selects method.

    Takes method, is_headline, wape, crps, coverage_80, one row each.
    """
    bars = [
        {
            "row": forecast_words.method(each["method"]),
            "method": each["method"],
            "wape": min(each["wape"], _MOST),
            "crps": min(each["crps"], _MOST),
            "is_headline": each["is_headline"],
            "words": formats.share(each["wape"]),
            "crps_words": formats.share(each["crps"]),
        }
        for each in methods
        if each["wape"] is not None
    ]
    return filled(_by_method(language()), [bar["row"] for bar in bars], bars=bars)


@lru_cache
def _by_method(language: str) -> Spec:
    base = alt.Chart(named("bars"))
    x = alt.X(
        "wape:Q", axis=alt.Axis(title=None, format=".0%", orient="top", tickCount=4)
    )
    bars = (
        base.mark_bar(cursor="pointer")
        .encode(
            y=rows.y(),
            x=x,
            color=alt.condition(
                "datum.is_headline", alt.value(LOADED), alt.value(MUTED)
            ),
            opacity=alt.condition("datum.is_headline", alt.value(1), alt.value(0.55)),
            tooltip=[
                alt.Tooltip("row:N", title=_("Method")),
                alt.Tooltip("words:N", title=_("Error (WAPE)")),
                alt.Tooltip("crps_words:N", title=_("CRPS")),
            ],
        )
        .add_params(picking("method"))
    )
    scores = [
        base.mark_tick(thickness=width, color=colour, size=_STEP - 10).encode(
            y=rows.y(), x="crps:Q"
        )
        for width, colour in ((4, "#FFFFFF"), (2, "#20302B"))
    ]
    words = base.mark_text(align="left", dx=8, color=TEXT).encode(
        x=alt.value("width"), y=rows.y(), text="words:N"
    )
    return template(
        alt.layer(bars, *scores, words).properties(
            height=alt.Step(_STEP), width="container", autosize=fitted()
        )
    )


def calibration(bins: Sequence[Record]) -> Spec:
    """A point per bin: the share expected against the share signed, and the diagonal.

    Takes expected_rate, won_rate, project_count, won_project_count, one row each.
    """
    points = [
        {
            "expected": each["expected_rate"],
            "signed": each["won_rate"],
            "count": each["project_count"],
            "won": each["won_project_count"],
        }
        for each in bins
    ]
    most = max([0.1, *(max(each["expected"], each["signed"]) for each in points)])
    return filled(
        _calibration(language()),
        points=points,
        diagonal=[{"expected": 0.0, "signed": 0.0}, {"expected": most, "signed": most}],
    )


@lru_cache
def _calibration(language: str) -> Spec:
    x = alt.X(
        "expected:Q", axis=alt.Axis(title=_("expected"), format=".0%", tickCount=5)
    )
    y = alt.Y("signed:Q", axis=alt.Axis(title=_("signed"), format=".0%", tickCount=5))
    diagonal = (
        alt.Chart(named("diagonal"))
        .mark_line(color=MUTED, strokeDash=[4, 3])
        .encode(x=x, y=y)
    )
    points = (
        alt.Chart(named("points"))
        .mark_circle(color=LOADED, opacity=0.85)
        .encode(
            x=x,
            y=y,
            size=alt.Size(
                "count:Q", legend=None, scale=alt.Scale(rangeMin=40, rangeMax=420)
            ),
            tooltip=[
                alt.Tooltip("expected:Q", title=_("Share expected"), format=".1%"),
                alt.Tooltip("signed:Q", title=_("Share signed"), format=".1%"),
                alt.Tooltip("count:Q", title=_("Projects"), format=",d"),
                alt.Tooltip("won:Q", title=_("Signed"), format=",d"),
            ],
        )
    )
    return template(
        alt.layer(diagonal, points).properties(height=_SIZE, width="container")
    )
