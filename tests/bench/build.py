"""The build of the large company: against its bare SQL, and of one more week."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.bench import company, dbt
from tests.bench.home import Say, load_week_after
from tests.bench.measure import Bar, Row, of_pairs, ratio, seconds

_TIMES = 2


def measure_build(home: Path, folder: Path, say: Say) -> Iterator[Row]:
    """Yield dbt, start included, against its own SQL, then the build of a week more."""
    target = folder / "build_target"
    say("build: dbt and its SQL")
    models = dbt.built(home, target)
    yield ratio(
        "build: dbt run of all models, 1,000,000 × 12",
        lambda: dbt.run(home, target),
        "the same SQL run straight",
        lambda: dbt.run_straight(home, models),
        Bar(1.25),
        _TIMES,
    )
    yield _increment(home, folder, say)


def _increment(home: Path, folder: Path, say: Say) -> Row:
    """A week with as many changes as a month, onto what is built and then whole."""
    grown, target = folder / "grown", folder / "grown_target"
    grown.mkdir()
    shutil.copyfile(home / "acre.duckdb", grown / "acre.duckdb")
    load_week_after(grown, say)
    until = company.month_ends()[-1].isoformat()
    say("build: an increment, and whole")
    mine = seconds(lambda: dbt.run(grown, target, built_until=until))
    its = seconds(lambda: dbt.run(grown, target))
    shutil.rmtree(grown)
    return of_pairs(
        "build: dbt run after one more export", [(mine, its)], "whole", Bar(0.2)
    )
