"""Fifty readers for minutes, while a new release comes every ten seconds.

They look at pages and change filters every one to three seconds, and now and then one
leaves and another comes. Looked for: errors, two releases on one page, figures that no
release has, an old release, slow pages, and whatever grows: memory, open releases,
threads.
"""

import asyncio
import itertools
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tests.bench import links, session
from tests.bench.growth import Sample, rows_of
from tests.bench.home import Say, release
from tests.bench.links import Choices
from tests.bench.measure import Bar, BenchFailed, Row, percentile
from tests.bench.releases import STAMP, Press, number_of
from tests.bench.server import Server, served
from tests.bench.session import Run, SessionBroken
from tests.bench.shown import Page

MINUTES = 5.0
READERS = 50
PUBLISH_SECONDS = 10.0
THINK_SECONDS = (1.0, 3.0)
LEAVING_SHARE = 0.02
BAR = Bar(1, "≤ 1 s")
_CODES_OF_EACH_FILTER = 1
_SAMPLE_SECONDS = 2.0


@dataclass
class _Seen:
    """What all readers met."""

    known: set[str] = field(default_factory=set)
    runs: list[Run] = field(default_factory=list)
    wrong: Counter[str] = field(default_factory=Counter)

    def check(self, page: Page) -> None:
        """Look at a page whose script has just run."""
        for fault in page.faults():
            self.wrong[f"error: {fault}"] += 1
        if len(page.stamps()) > 1:
            self.wrong["two releases on one page"] += 1
        elif page.figures() not in self.known:
            self.wrong["figures of no release"] += 1


def measure_readers(home: Path, log: Path, say: Say, minutes: float) -> Iterator[Row]:
    """Yield p95, what went wrong and what grew.

    Raises BenchFailed, after the rows, where a reader met an error or a mixture.
    """
    choices = Choices.of(release(home))
    press = Press(home)
    seen = _Seen()
    with served(home, log) as server:
        samples = asyncio.run(_soak(server, press, choices, seen, say, minutes * 60))
        if count := len(server.tracebacks()):
            seen.wrong[f"in the server's log: {server.last_words()}"] += count
    times = [run.seconds for run in seen.runs]
    name = f"{READERS} readers for {minutes:g} min, {press.count} releases"
    high = percentile(times, 95)
    spread = f"p50 {percentile(times, 50):.2f} s, max {max(times):.2f} s"
    yield BAR.row(f"{name}: p95 of {len(times)}", high, f"{high:.2f} s", spread)
    yield from _processor_time(samples, len(times))
    wrong = seen.wrong.total()
    yield Bar(0, "0").row("  pages with errors or mixtures", wrong, str(wrong))
    yield from rows_of(samples, len(press.on_disk()))
    if wrong:
        told = "\n".join(
            f"{count} × {what}" for what, count in seen.wrong.most_common()
        )
        raise BenchFailed(f"readers saw what they must not see:\n{told}")


def _processor_time(samples: list[Sample], view_count: int) -> Iterator[Row]:
    """Yield what a view costs; renewed pages and polls are counted in."""
    first, last = samples[0], samples[-1]
    if first.server_seconds is None or last.server_seconds is None:
        return
    server = (last.server_seconds - first.server_seconds) / view_count
    own = (last.own_seconds - first.own_seconds) / view_count
    detail = f"besides {own * 1000:.0f} ms of the readers themselves"
    yield Row("  processor time per view", f"{server * 1000:.0f} ms", detail)


async def _soak(
    server: Server,
    press: Press,
    choices: Choices,
    seen: _Seen,
    say: Say,
    seconds: float,
) -> list[Sample]:
    filters = [{}, *choices.filters(_CODES_OF_EACH_FILTER)]
    await _learn(server, press, choices, filters, seen, say)
    samples: list[Sample] = []
    follower = partial(links.Follower, choices)
    started = time.monotonic()
    async with asyncio.TaskGroup() as group:
        background = [
            group.create_task(_publish(press)),
            group.create_task(_sample(server, samples, started)),
        ]
        readers = [
            group.create_task(
                _read(server, press, follower(), filters, seen, random.Random(number))
            )
            for number in range(READERS)
        ]
        while (passed := time.monotonic() - started) < seconds:
            say(f"readers: {passed:.0f} of {seconds:.0f} s, {len(seen.runs)} views")
            await asyncio.sleep(1)
        for task in (*background, *readers):
            task.cancel()
    return samples


async def _learn(
    server: Server,
    press: Press,
    choices: Choices,
    filters: list[links.Filters],
    seen: _Seen,
    say: Say,
) -> None:
    """Look at every view in both kinds of release while all is quiet."""
    for _ in range(2):
        number = await asyncio.to_thread(press.publish)
        async with session.opened(server.address, STAMP) as reader:
            await reader.show(session.View("", ""))
            follower = links.Follower(choices)
            for step in itertools.product(reader.paths, filters, links.LANGUAGES):
                view = follower.follow(*step)
                await reader.show(view)
                seen.known.add(reader.page.figures())
                if faults := reader.page.faults():
                    raise BenchFailed(f"{view}: {faults[0]}\n{server.last_words()}")
                say(f"readers: learning release {number}, {len(seen.known)} views")


async def _read(
    server: Server,
    press: Press,
    follower: links.Follower,
    filters: list[links.Filters],
    seen: _Seen,
    drawn: random.Random,
) -> None:
    """Be one reader after the other."""
    while True:
        await asyncio.sleep(drawn.uniform(0, THINK_SECONDS[1]))
        follower.forget()
        try:
            async with session.opened(server.address, STAMP, seen.check) as reader:
                await reader.show(session.View("", "lang=en"))
                while drawn.random() > LEAVING_SHARE:
                    await asyncio.sleep(drawn.uniform(*THINK_SECONDS))
                    newest = press.count
                    view = follower.follow(
                        drawn.choice(reader.paths),
                        drawn.choice(filters),
                        drawn.choice(links.LANGUAGES),
                    )
                    seen.runs.append(await reader.show(view))
                    if any(number_of(stamp) < newest for stamp in reader.page.stamps()):
                        seen.wrong["an old release"] += 1
        except SessionBroken as error:
            seen.wrong[f"no page: {error}"] += 1


async def _publish(press: Press) -> None:
    while True:
        await asyncio.sleep(PUBLISH_SECONDS)
        await asyncio.to_thread(press.publish)


async def _sample(server: Server, samples: list[Sample], started: float) -> None:
    while True:
        sample = await asyncio.to_thread(Sample.of, server, time.monotonic() - started)
        samples.append(sample)
        await asyncio.sleep(_SAMPLE_SECONDS)
