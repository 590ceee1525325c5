"""How long the script of a page runs when a reader of a large company filters it."""

import asyncio
import itertools
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.bench import links, session
from tests.bench.home import Say, release
from tests.bench.links import Choices
from tests.bench.measure import Bar, BenchFailed, Row, percentile
from tests.bench.server import Server, served
from tests.bench.session import Run, View

CODES_OF_EACH_FILTER = 5
BAR = Bar(150, "≤ 150 ms")
SLOWEST_SHOWN = 5


def measure_views(home: Path, log: Path, say: Say) -> Iterator[Row]:
    """Yield p95 over all pages and of each, then the slowest views.

    One session follows one link after the other, none twice, after one visit to each
    page in each language. Raises BenchFailed where a page shows an error or filters change nothing.
    """
    choices = Choices.of(release(home))
    with served(home, log) as server:
        runs, used = asyncio.run(_follow(server, choices, say))
        if server.tracebacks():
            raise BenchFailed(f"in the server's log: {server.last_words()}")
    by_path = defaultdict(list)
    for run in runs:
        by_path[run.view.path].append(run)
    yield _row("all pages", runs)
    for path, its_runs in by_path.items():
        yield _row(f"/{path}", its_runs)
    if used is not None:
        yield Row("  the server's CPU a run", f"{used / len(runs) * 1000:.0f} ms")
    slowest = sorted(runs, key=lambda run: run.seconds, reverse=True)
    for run in slowest[:SLOWEST_SHOWN]:
        detail = f"{run.view}, {run.byte_count / 1000:,.0f} kB"
        yield Row("  slow", f"{run.seconds * 1000:.0f} ms", detail)


async def _follow(
    server: Server, choices: Choices, say: Say
) -> tuple[list[Run], float | None]:
    """All runs, and the processor time that the server used for them."""
    filters = choices.filters(CODES_OF_EACH_FILTER)
    runs: list[Run] = []
    seen: dict[str, set[str]] = defaultdict(set)
    async with session.opened(server.address) as reader:
        await reader.show(View("", ""))
        for path, language in itertools.product(reader.paths, links.LANGUAGES):
            await reader.show(View(path, f"lang={language}"))
        before = server.cpu_seconds()
        for view in links.walk(choices, reader.paths, filters):
            run = await reader.show(view)
            if faults := reader.page.faults():
                raise BenchFailed(f"{view}: {faults[0]}\n{server.last_words()}")
            seen[view.path].add(reader.page.figures())
            runs.append(run)
            say(f"views: {len(runs)} of {len(filters) * len(reader.paths)}")
        after = server.cpu_seconds()
    # The first page shows figures of every filter; others may leave some aside.
    if len(seen[""]) < len(filters) / 2:
        sentence = f"{len(filters)} filters made {len(seen[''])} different first pages"
        raise BenchFailed(f"filters in the URL were not applied: {sentence}")
    return runs, None if before is None or after is None else after - before


def _row(pages: str, runs: list[Run]) -> Row:
    times = [run.seconds * 1000 for run in runs]
    middle, high = percentile(times, 50), percentile(times, 95)
    name = f"script run, 1,000,000 prospects, {pages}, p95 of {len(runs)}"
    figure = f"{high:.0f} ms"
    return BAR.row(name, high, figure, f"p50 {middle:.0f} ms, max {max(times):.0f} ms")
