"""A figure at the view's date compared with the same figure at the compared date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.core.as_of_dates import AsOf
from dashboard.core.release import Record


@dataclass(frozen=True)
class Figure:
    """A value and the value it is compared with; None where nothing is compared."""

    now: float
    before: float | None
    since: AsOf | None

    @property
    def change(self) -> float:
        """By how much the value has grown; 0 where nothing is compared."""
        return self.now - self.before if self.before is not None else 0.0

    @property
    def change_rate(self) -> float | None:
        """The change as a share of the value before; None where that is 0 or absent."""
        return self.change / self.before if self.before else None


def of(
    table: Sequence[Record],
    column: str,
    as_of: AsOf,
    compared: AsOf | None,
    grade: str | None = None,
) -> Figure:
    """The sum of a column at a date and at the compared date, of a grade or of all.

    `table` has as_of, declared_grade and the column. A date without rows counts as 0.
    """

    def at(day: dt.date) -> float:
        return float(
            sum(
                row[column]
                for row in table
                if row["as_of"] == day and grade in (None, row["declared_grade"])
            )
        )

    return Figure(
        now=at(as_of.on),
        before=at(compared.on) if compared else None,
        since=compared,
    )
