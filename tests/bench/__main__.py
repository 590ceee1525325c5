"""Run benchmarks and print what they tell; bars are stated, never asserted.

The exit code is 1 where a benchmark met an error, whatever the speed.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.bench import build, churn, forecast, home, load, paint, readers, views
from tests.bench.home import Say
from tests.bench.measure import BenchFailed, Row
from tests.bench.server import ServerDown
from tests.bench.session import SessionBroken

_NAMES = ("load", "forecast", "build", "churn", "company", "views", "paint", "readers")
_WIDTH = 130
_MARKS = {True: "[green]✓[/green]", False: "[red]✗[/red]", None: ""}


def main() -> int:
    """Parse the command line, measure, print; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench",
        description="Measure speed and growth. ACRE_BENCH_HOME names a folder that"
        " keeps the large company from run to run.",
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(_NAMES))
    parser.add_argument(
        "--minutes", type=float, default=readers.MINUTES, help="how long readers read"
    )
    arguments = parser.parse_args()
    if unknown := set(arguments.names) - set(_NAMES):
        parser.error(f"no benchmark is called {', '.join(sorted(unknown))}")
    names = arguments.names or list(_NAMES)
    rows: list[Row] = []
    errors: list[str] = []
    with tempfile.TemporaryDirectory(prefix="acre-bench-") as folder, _saying() as say:
        benches = _Benches(Path(folder), arguments.minutes, say)
        for name in [name for name in _NAMES if name in names]:
            try:
                for row in benches.run(name):
                    rows.append(row)
            except (BenchFailed, ServerDown, SessionBroken) as error:
                errors.append(f"{name}: {error}")
    _print(rows, errors)
    return 1 if errors else 0


class _Benches:
    """The benchmarks by name; the large company is made for the first that needs it."""

    def __init__(self, folder: Path, minutes: float, say: Say) -> None:
        given = os.environ.get("ACRE_BENCH_HOME")
        self._folder = folder
        self._large = Path(given).absolute() if given else folder / "company"
        self._minutes = minutes
        self._say = say
        self._is_made = False

    def run(self, name: str) -> Iterator[Row]:
        """Yield the rows of one benchmark."""
        self._say(name)
        runs: dict[str, Callable[[], Iterator[Row]]] = {
            "load": lambda: load.measure_load(self._folder),
            "forecast": lambda: forecast.measure_forecast(self._folder, self._say),
            "build": self._build,
            "churn": self._churn,
            "company": self._company,
            "views": self._views,
            "paint": self._paint,
            "readers": self._readers,
        }
        return runs[name]()

    def _company(self) -> Iterator[Row]:
        if not self._is_made:
            yield from home.of_company(self._large, self._say)
        self._is_made = True

    def _build(self) -> Iterator[Row]:
        yield from home.of_loaded_company(self._large, self._say)
        yield from build.measure_build(self._large, self._folder, self._say)

    def _churn(self) -> Iterator[Row]:
        yield from home.of_loaded_company(self._large, self._say)
        yield from churn.measure_churn(self._large, self._folder, self._say)

    def _views(self) -> Iterator[Row]:
        yield from self._company()
        yield from views.measure_views(
            self._large, self._folder / "views.log", self._say
        )

    def _paint(self) -> Iterator[Row]:
        yield from self._company()
        yield from paint.measure_paint(self._large, self._folder, self._say)

    def _readers(self) -> Iterator[Row]:
        small = self._folder / "small"
        small.mkdir()
        home.of_small_company(small)
        log = self._folder / "readers.log"
        yield from readers.measure_readers(small, log, self._say, self._minutes)


@contextmanager
def _saying() -> Iterator[Say]:
    """Tell what is being measured, on one live line; nothing where nobody looks."""
    if not sys.stderr.isatty():
        yield lambda doing: None
        return
    console = Console(stderr=True)
    with console.status("starting") as status:
        yield status.update


def _print(rows: list[Row], errors: list[str]) -> None:
    table = Table("benchmark", "figure", "bar", "", "detail")
    for row in rows:
        mark = _MARKS[row.is_met]
        table.add_row(row.name, row.figure, row.bar, mark, row.detail)
    Console(width=_WIDTH).print(table)
    cores, busy = os.cpu_count(), os.getloadavg()[2]
    print(f"{cores} cores, load average over the last 15 minutes {busy:.1f}")
    for error in errors:
        print(f"✗ {error}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
