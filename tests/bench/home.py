"""ACRE_HOMEs for the benchmarks, filled by the commands that users type."""

import csv
import datetime as dt
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from acre_home.home import Home
from publish import build_record, current, fingerprint
from tests.bench import company
from tests.bench.measure import BenchFailed, Row
from tests.bench.server import ROOT

_INDUSTRIES = ROOT / "dbt_project" / "seeds" / "industries.csv"
_MARK = "bench_company"

Say = Callable[[str], None]


def of_loaded_company(home: Path, say: Say) -> Iterator[Row]:
    """Load the large company into a home; yield the seconds of each step.

    What a former run left there is used where neither the company nor the code that
    loads it has changed since.
    """
    mark = home / _MARK
    stamp = fingerprint.of_text(
        fingerprint.of_files(ROOT / "ingest", Path(company.__file__))
    )
    if not (mark.is_file() and mark.read_text() == stamp):
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        yield from _load(home, say)
        mark.write_text(stamp)


def of_company(home: Path, say: Say) -> Iterator[Row]:
    """Fill a home with the large company's release; yield the seconds of each step.

    A release that the project as it is now has made is used as it is.
    """
    yield from of_loaded_company(home, say)
    if is_published(home):
        yield Row("company: its release", "already there")
        return
    for name, module in (("build, dbt", "publish.build"), ("publish", "publish")):
        yield _step(f"company: {name}", home, say, [module])
    size = sum(file.stat().st_size for file in release(home).iterdir())
    yield Row("company: size of the release", f"{size / 1e6:,.0f} MB")


def of_small_company(home: Path) -> None:
    """Fill a home with a release of a small demo company."""
    exports = home / "demo_exports"
    demo = ["demo", "--reps", "8", "--months", "8", "--out", str(exports)]
    run(home, ["ingest", *demo])
    run(home, ["ingest", "load", str(exports)])
    run(home, ["publish.build"])
    run(home, ["publish"])


def release(home: Path) -> Path:
    """The folder of the release in use."""
    release_id = Home(home).current_release_id()
    if release_id is None:
        raise BenchFailed(f"there is no release in {home}")
    return Home(home).release(release_id)


def is_published(home: Path) -> bool:
    """True where the release in use was made by the project as it is now."""
    record = build_record.read(Home(home))
    return (
        record is not None
        and record.dbt_project == fingerprint.of_dbt_project(ROOT)
        and current.is_up_to_date(Home(home))
    )


def run(home: Path, arguments: list[str]) -> None:
    """Run a module of the project over a home; raises BenchFailed with what it said."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env={**os.environ, "ACRE_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        told = "\n".join(done.stderr.strip().splitlines()[-10:])
        raise BenchFailed(f"python -m {' '.join(arguments)} failed:\n{told}")


def _load(home: Path, say: Say) -> Iterator[Row]:
    wrote, loaded, size = _write_and_load(home, say, company.month_ends())
    figure = f"{wrote:.0f} s, {size / 1e9:.1f} GB"
    yield Row("company: write 12 exports of 1,000,000 prospects", figure)
    yield Row("company: load", f"{loaded:.0f} s")


def _write_and_load(
    home: Path, say: Say, dates: list[dt.date]
) -> tuple[float, float, int]:
    """Seconds of writing and of loading, and the bytes that were written."""
    exports = home / "bench_exports"
    with _INDUSTRIES.open(encoding="utf-8") as lines:
        industries = [row["industry"] for row in csv.DictReader(lines)]
    started = time.perf_counter()
    company.write(exports, industries, say, dates)
    wrote = time.perf_counter()
    size = sum(file.stat().st_size for file in exports.glob("*/*.csv"))
    say("company: load")
    run(home, ["ingest", "load", str(exports)])
    shutil.rmtree(exports)
    return wrote - started, time.perf_counter() - wrote, size


def _step(name: str, home: Path, say: Say, arguments: list[str]) -> Row:
    say(name)
    started = time.perf_counter()
    run(home, arguments)
    return Row(name, f"{time.perf_counter() - started:.0f} s")
