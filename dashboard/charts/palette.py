"""One set of colours for every chart, in both themes.

Grades run from dark to light, so they keep their order in grey and for every kind of
colour vision; each step differs from the next by at least 14 L*.
"""

from __future__ import annotations

import altair as alt

GRADE_COLOURS = {
    "A": "#0F5B66",
    "B": "#3C9185",
    "C": "#86BC86",
    "D": "#E2DAA0",
    "ungraded": "#A9AFAD",
}
LOADED, UNCHANGED, REJECTED = "#3C9185", "#C3CCC8", "#C4552D"
# Paler towards the target by opacity, which suits a white page and a dark one.
FROM_TARGET = {
    0.7: "rgba(180, 83, 42, 1)",
    0.85: "rgba(196, 110, 66, 0.7)",
    0.99: "rgba(205, 135, 95, 0.2)",
    1.0: "rgba(60, 145, 133, 0.16)",
    1.15: "rgba(60, 145, 133, 0.65)",
    1.3: "rgba(30, 118, 118, 1)",
}
MUTED = "#7C8783"
FADED = 0.3


def grade_scale() -> alt.Scale:
    """Grades to colours, in the order of the grades."""
    return alt.Scale(domain=list(GRADE_COLOURS), range=[*GRADE_COLOURS.values()])


def fitted() -> alt.AutoSizeParams:
    """As wide as the page gives, as high as the rows need."""
    return alt.AutoSizeParams(type="fit-x", contains="padding")
