"""One set of colours for every chart, in both themes.

Those of codes stand with their labels, in the seed of that name.
"""

from __future__ import annotations

from typing import Any

import altair as alt

from dashboard.core.codes import UNGRADED
from dashboard.wording import labels

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
# Of measures that share a chart.
SERIES = ("#007080", "#C4552D", MUTED)
FADED = 0.3
# The colour of the text around a chart, whichever theme that is.
TEXT = "currentColor"


def colours(vocabulary: str) -> dict[str, str]:
    """All codes of a vocabulary in their order, each with a colour."""
    return {code: own or MUTED for code, own in labels.colours(vocabulary).items()}


def scale(vocabulary: str) -> alt.Scale:
    """The codes of a vocabulary to their colours."""
    found = colours(vocabulary)
    return alt.Scale(domain=list(found), range=[*found.values()])


def grade_scale() -> alt.Scale:
    """Grades to colours, in the order of the grades."""
    return scale("grade")


def grade_outline() -> Any:
    """An outline for what is hollow."""
    return alt.condition(
        f"datum.declared_grade === '{UNGRADED}'", alt.value(MUTED), alt.value(None)
    )


def fitted() -> alt.AutoSizeParams:
    """As wide as the page gives, as high as the rows need."""
    return alt.AutoSizeParams(type="fit-x", contains="padding")
