"""What the demo company is made from, and its calendar of months."""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass

from acre_home.refusals import WrongUsage
from demo.days import month_end, workdays

LAST_EXPORT_ON = dt.date(2026, 10, 31)
HISTORY_MONTHS = 24  # lived with the CRM before the first export
WARM_UP_MONTHS = 9  # lived before the CRM, so that its first day finds a going concern


@dataclass(frozen=True, slots=True)
class Month:
    """One step of the simulation; `export` counts from 0, negative before exports."""

    first_on: dt.date
    last_on: dt.date
    workdays: tuple[dt.date, ...]
    export: int

    @property
    def is_exported(self) -> bool:
        """True where the month ends with an export."""
        return self.export >= 0


@dataclass(frozen=True, slots=True)
class Settings:
    """Arguments of the generator; equal settings give equal files.

    Raises WrongUsage where a count is not positive.
    """

    seed: int
    reps: int
    prospects_per_rep: int
    months: int

    def __post_init__(self) -> None:
        for name in ("reps", "prospects_per_rep", "months"):
            if getattr(self, name) < 1:
                raise WrongUsage(f"--{name.replace('_', '-')} must be 1 or more.")

    def stream(self, topic: str) -> random.Random:
        """Return a random stream of its own for `topic`."""
        return random.Random(f"{self.seed}:{topic}")

    @property
    def share(self) -> float:
        """Size of the company relative to the default, for company-wide rates."""
        return self.reps * self.prospects_per_rep / 2400

    def calendar(self) -> Iterator[Month]:
        """Yield every month lived, oldest first, the exported ones last."""
        lived = WARM_UP_MONTHS + HISTORY_MONTHS + self.months
        for back in range(lived - 1, -1, -1):
            last_on = month_end(LAST_EXPORT_ON, -back)
            first_on = last_on.replace(day=1)
            export = self.months - 1 - back
            yield Month(first_on, last_on, workdays(first_on, last_on), export)
