"""A figure of the newest picture beside that of the picture before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.queries.as_of import AsOf


@dataclass(frozen=True)
class Figure:
    """A value and the value before, None where there is no picture before."""

    now: float
    before: float | None
    since: AsOf | None

    @property
    def change(self) -> float:
        """By how much the value has grown; 0 where nothing went before."""
        return self.now - self.before if self.before is not None else 0.0

    @property
    def change_rate(self) -> float | None:
        """The change as a share of the value before; None where that is 0 or absent."""
        return self.change / self.before if self.before else None


def of(
    table: pd.DataFrame, column: str, dates: Sequence[AsOf], grade: str | None = None
) -> Figure:
    """The sum of a column at the newest of the dates and at the one before.

    `table` has as_of, declared_grade and the column; `dates` are ascending and not
    empty. A date without rows counts as 0.
    """
    chosen = table if grade is None else table[table["declared_grade"] == grade]
    sums = {
        on.date(): float(value)
        for on, value in chosen.groupby("as_of")[column].sum().items()
    }
    earlier = dates[-2] if len(dates) > 1 else None
    return Figure(
        now=sums.get(dates[-1].on, 0.0),
        before=sums.get(earlier.on, 0.0) if earlier else None,
        since=earlier,
    )


def list_dates(dates: Sequence[AsOf], table: pd.DataFrame) -> list[AsOf]:
    """The dates of which exports show the list: none before its first export."""
    first: dt.date = table["as_of"].min().date()
    return [date for date in dates if not date.is_reconstructed and date.on >= first]
