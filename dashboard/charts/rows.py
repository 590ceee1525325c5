"""Rows of territories under the names of their teams, shared by two charts."""

from __future__ import annotations

import json
from dataclasses import dataclass

import altair as alt
import pandas as pd

from dashboard import labels
from dashboard.queries.territories import UNASSIGNED
from dashboard.words import _

STEP = 21
_TEAM = "team:"


@dataclass(frozen=True)
class Rows:
    """The order of rows and what stands beside each; teams are rows of their own."""

    order: tuple[str, ...]
    names: dict[str, str]

    def y(self) -> alt.Y:
        """The rows as a y encoding of field territory_id, names at the left."""
        axis = alt.Axis(
            title=None,
            labelExpr=self._lookup(self.names),
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
        return alt.Y("territory_id:N", scale=self.scale(), axis=axis)

    def y_at_right(self, words: dict[str, str]) -> alt.Y:
        """The same rows with words of their own at the right."""
        axis = alt.Axis(
            orient="right",
            title=None,
            labelExpr=self._lookup(words),
            labelLimit=120,
            labelPadding=6,
            labelOverlap=False,
            grid=False,
        )
        return alt.Y("territory_id:N", scale=self.scale(), axis=axis)

    def scale(self) -> alt.Scale:
        """The rows as a band scale."""
        return alt.Scale(domain=list(self.order), paddingInner=0.25, paddingOuter=0.1)

    def _lookup(self, words: dict[str, str]) -> str:
        return f"({json.dumps(words, ensure_ascii=False)})[datum.value] || ''"


def height(territories: pd.DataFrame) -> int:
    """Pixels that the rows of these territories take, teams included."""
    return STEP * len(of(territories).order)


def of(territories: pd.DataFrame) -> Rows:
    """Rows for territories in the order given (territory_id, name, team)."""
    order: list[str] = []
    names: dict[str, str] = {}
    has_teams = territories["team"].nunique() > 1
    shown: str | None = None
    for territory in territories.itertuples():
        team = _team(territory.territory_id, territory.team)
        if has_teams and team is not None and team != shown:
            order.append(_TEAM + team)
            names[_TEAM + team] = team
            shown = team
        order.append(territory.territory_id)
        names[territory.territory_id] = labels.territory(
            territory.territory_id, territory.name
        )
    return Rows(tuple(order), names)


def _team(territory_id: str, team: object) -> str | None:
    """The heading of a territory; without one it would stand under another's team."""
    if isinstance(team, str):
        return team
    return None if territory_id == UNASSIGNED else _("no team")
