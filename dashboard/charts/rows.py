"""Rows of territories under the names of their teams, shared by two charts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from dashboard.charts.drawing import ROWS
from dashboard.core import codes
from dashboard.core.release import Record
from dashboard.wording import labels

STEP = 21
# An invisible character at the head of a team's row, which is drawn bold.
_TEAM = "\u2060"


@dataclass(frozen=True)
class Rows:
    """The order of the rows, and the words of each territory's row."""

    order: tuple[str, ...]
    names: dict[str, str]


def of(territories: Sequence[Record]) -> Rows:
    """Rows for territories: territory_id, territory, team; by team, then name."""
    ordered = sorted(territories, key=_place)
    words = [labels.territory(row["territory_id"], row["territory"]) for row in ordered]
    uses = Counter(words)
    has_teams = len({row["team"] for row in ordered}) > 1
    order: list[str] = []
    names: dict[str, str] = {}
    for row, word in zip(ordered, words, strict=True):
        code = row["territory_id"]
        heading = _TEAM + labels.team(row["team"])
        if has_teams and heading not in order and code != codes.UNASSIGNED:
            order.append(heading)
        names[code] = word if uses[word] == 1 else f"{word} ({code})"
        order.append(names[code])
    return Rows(tuple(order), names)


def _place(row: Record) -> tuple[bool, bool, str, str, str]:
    code, team = row["territory_id"], row["team"]
    is_last = code == codes.UNASSIGNED
    return is_last, team == codes.UNASSIGNED, team, row["territory"], code


def height(territories: Sequence[Record]) -> int:
    """Pixels that the rows of these territories take, teams included."""
    return STEP * len(of(territories).order)


def y() -> alt.Y:
    """The rows as a y encoding of field `row`, names at the left."""
    axis = alt.Axis(
        title=None,
        labelFontWeight=alt.condition(
            f"indexof(datum.value, '{_TEAM}') === 0",
            alt.value("bold"),
            alt.value("normal"),
        ),
        labelLimit=150,
        labelPadding=8,
        labelOverlap=False,
        grid=False,
    )
    scale = alt.Scale(domain=[ROWS], paddingInner=0.25, paddingOuter=0.1)
    return alt.Y("row:N", scale=scale, axis=axis)
