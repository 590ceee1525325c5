"""What a benchmark tells, and timing in pairs.

In a pair the measured and its base take turns, so a busy machine hits both.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


class BenchFailed(Exception):
    """A benchmark met an error, which no speed excuses; the text says which."""


@dataclass(frozen=True)
class Row:
    """One line of the benchmark table; `is_met` is None where there is no bar."""

    name: str
    figure: str
    detail: str = ""
    bar: str = ""
    is_met: bool | None = None


@dataclass(frozen=True)
class Bar:
    """The most that a figure may be; `text` where more is to be said."""

    limit: float
    text: str = ""

    def row(self, name: str, value: float, figure: str, detail: str = "") -> Row:
        """The line that says whether `value` keeps within the bar."""
        bar = self.text or f"≤ {self.limit:g}"
        return Row(name, figure, detail, bar, value <= self.limit)


def ratio(
    name: str,
    run: Callable[[], object],
    against: str,
    base: Callable[[], object],
    bar: Bar,
    times: int = 5,
) -> Row:
    """Time `run` and `base` in turns, after one unmeasured pair; medians."""
    base()
    run()
    pairs = [(seconds(run), seconds(base)) for _ in range(times)]
    return of_pairs(name, pairs, against, bar)


def of_pairs(
    name: str, pairs: list[tuple[float, float]], against: str, bar: Bar
) -> Row:
    """The median ratio of pairs of seconds, the measured first."""
    value = statistics.median(mine / its for mine, its in pairs)
    mine, its = (statistics.median(each) for each in zip(*pairs, strict=True))
    detail = f"{mine:.2f} s, {against}: {its:.2f} s"
    return bar.row(name, value, f"{value:.2f}", detail)


def percentile(values: list[float], percent: int) -> float:
    """The value that `percent` of the values do not exceed, interpolated."""
    if len(values) < 2:
        return values[0]
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def seconds(run: Callable[[], object]) -> float:
    """Time one run."""
    started = time.perf_counter()
    run()
    return time.perf_counter() - started
