"""One set of colours for every chart, in both themes.

Grades run from dark to light in steps of 13 L*, so they keep their order in grey and
for every kind of colour vision; what has no grade is hollow.
"""

from __future__ import annotations

from typing import Any

import altair as alt

GRADE_COLOURS = {
    "A": "#007080",
    "B": "#2C9587",
    "C": "#85B880",
    "D": "#DED083",
    "ungraded": "rgba(124, 135, 131, 0.22)",
}
LOADED, UNCHANGED, REJECTED = "#2C9587", "#B4C0BA", "#C4552D"
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
# What comes is green, what leaves is warm; a customer won is neither.
MOVEMENT_COLOURS = {
    "exchange_in": "#A9CBA2",
    "replenishment": "#2C9587",
    "new_prospect": "#007080",
    "exchange_out": "#E3CF9B",
    "handed_over": "#D3A95B",
    "closure": "#A58A78",
    "won": "#4F7CAC",
    "lost": "#C4552D",
    "unexplained": "#8C1D2F",
}
FADED = 0.3
# The colour of the text around a chart, whichever theme that is.
TEXT = "currentColor"


def grade_scale() -> alt.Scale:
    """Grades to colours, in the order of the grades."""
    return alt.Scale(domain=list(GRADE_COLOURS), range=[*GRADE_COLOURS.values()])


def grade_outline() -> Any:
    """An outline for what is hollow."""
    return alt.condition(
        "datum.declared_grade === 'ungraded'", alt.value(MUTED), alt.value(None)
    )


def fitted() -> alt.AutoSizeParams:
    """As wide as the page gives, as high as the rows need."""
    return alt.AutoSizeParams(type="fit-x", contains="padding")
