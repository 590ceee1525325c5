"""What grows in a server while it is read: memory, open releases, threads."""

import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass

from tests.bench.measure import Bar, Row
from tests.bench.server import Server

_MINUTE = 60.0
# Pages on the way keep the release that they began with, so there is more than one.
OPEN_BAR = Bar(3)
GROWTH_BAR = Bar(1.1)


@dataclass(frozen=True)
class Sample:
    """The server at `at` seconds after the readers came.

    Seconds are of processor time, the server's and this process's own.
    """

    at: float
    resident_bytes: int
    open_release_count: int | None
    thread_count: int | None
    server_seconds: float | None
    own_seconds: float

    @classmethod
    def of(cls, server: Server, at: float) -> "Sample":
        """Look at the server from outside."""
        held = server.open_releases()
        return cls(
            at=at,
            resident_bytes=server.resident_bytes(),
            open_release_count=None if held is None else len(held),
            thread_count=server.thread_count(),
            server_seconds=server.cpu_seconds(),
            own_seconds=time.process_time(),
        )


def rows_of(samples: list[Sample], release_folders: int) -> Iterator[Row]:
    """Yield memory's growth, its slope, and the most releases and threads at a time.

    Memory counts as steady where the last minute's median is at most 1.1 times that of
    the second minute: by then every view has been shown and caches are full.
    """
    end = samples[-1].at
    early = _median(samples, _MINUTE, 2 * _MINUTE)
    late = _median(samples, end - _MINUTE, end)
    if early and end > 3 * _MINUTE:
        growth = late / early
        detail = f"{early / 1e6:.0f} MB in the second minute, then {late / 1e6:.0f}"
        yield GROWTH_BAR.row("  memory, last minute", growth, f"{growth:.2f}", detail)
    by_minutes = ", ".join(_by_minutes(samples))
    slope = _slope([sample for sample in samples if sample.at > end - 3 * _MINUTE])
    figure = f"{slope / 1e6:+.1f} MB/min"
    yield Row("  memory, line through the last 3 min", figure, f"MB: {by_minutes}")
    held = [sample.open_release_count for sample in samples]
    most = max((count for count in held if count is not None), default=None)
    if most is not None:
        told = f"{release_folders} on disk at the end"
        yield OPEN_BAR.row("  releases open at a time, at most", most, str(most), told)
    threads = [sample.thread_count for sample in samples if sample.thread_count]
    if threads:
        yield Row("  threads, at most and at the end", f"{max(threads)}, {threads[-1]}")


def _median(samples: list[Sample], since: float, until: float) -> float:
    chosen = [
        sample.resident_bytes for sample in samples if since <= sample.at <= until
    ]
    return statistics.median(chosen) if chosen else 0


def _by_minutes(samples: list[Sample]) -> Iterator[str]:
    minute = 0.0
    while minute < samples[-1].at:
        yield f"{_median(samples, minute, minute + _MINUTE) / 1e6:.0f}"
        minute += _MINUTE


def _slope(samples: list[Sample]) -> float:
    """Bytes a minute, by least squares."""
    if len(samples) < 2:
        return 0
    minutes = [sample.at / _MINUTE for sample in samples]
    resident = [sample.resident_bytes for sample in samples]
    return statistics.linear_regression(minutes, resident).slope
