"""Timing in pairs: the measured and its base take turns, so a busy machine hits both."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One line of the benchmark table; seconds are medians, the ratio is of pairs."""

    name: str
    against: str
    bar: str
    ratio: float
    seconds: float
    base_seconds: float


def measure(
    name: str,
    run: Callable[[], object],
    against: str,
    base: Callable[[], object],
    bar: str,
    times: int = 5,
) -> Row:
    """Time `run` and `base` in turns, after one unmeasured pair."""
    base()
    run()
    pairs = [(_seconds(run), _seconds(base)) for _ in range(times)]
    return Row(
        name=name,
        against=against,
        bar=bar,
        ratio=statistics.median(mine / its for mine, its in pairs),
        seconds=statistics.median(mine for mine, _ in pairs),
        base_seconds=statistics.median(its for _, its in pairs),
    )


def _seconds(run: Callable[[], object]) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started
