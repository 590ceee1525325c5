"""From an Altair chart to the specification that a canvas draws.

Altair checks every part of a chart, which takes longer than a page may. So a chart is
built once per language, over tables and rows that it only names, and filled per view.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import altair as alt

from dashboard.core.release import Record

Spec = dict[str, Any]
# Stands in a scale's domain for the rows that `filled` will bring.
ROWS = "rows to come"
PICK = "pick"


def named(table: str) -> alt.NamedData:
    """A table of a chart that `filled` will bring."""
    return alt.NamedData(name=table)


def picking(*fields: str) -> alt.Parameter:
    """A click on a mark selects the values of these fields."""
    return alt.selection_point(name=PICK, fields=list(fields), toggle=False)


def template(chart: alt.TopLevelMixin) -> Spec:
    """The specification of a chart over named tables."""
    return dict(chart.to_dict())


def filled(spec: Spec, rows: Sequence[str] = (), **tables: Sequence[Record]) -> Spec:
    """The specification with its rows, and its tables wherever it names them."""
    filling = _Filling(list(rows), {name: list(each) for name, each in tables.items()})
    return dict(filling.of(spec))


def moment(day: dt.date) -> str:
    """A day as Vega reads it: midnight where the reader is, not in Greenwich."""
    return f"{day.isoformat()[:10]}T00:00:00"


class _Filling:
    def __init__(self, rows: list[str], tables: dict[str, list[Record]]) -> None:
        self._rows = rows
        self._tables = tables

    def of(self, part: Any) -> Any:
        if isinstance(part, dict):
            if part.get("name") in self._tables and len(part) == 1:
                return {"values": self._tables[part["name"]]}
            return {key: self.of(value) for key, value in part.items()}
        if part == [ROWS]:
            return self._rows
        if isinstance(part, list):
            return [self.of(value) for value in part]
        return part
