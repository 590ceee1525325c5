"""The build of the large company, against its bare SQL."""

from collections.abc import Iterator
from pathlib import Path

from tests.bench import dbt
from tests.bench.home import Say
from tests.bench.measure import Bar, Row, ratio

_TIMES = 2


def measure_build(home: Path, folder: Path, say: Say) -> Iterator[Row]:
    """Yield dbt, start included, against its own SQL."""
    target = folder / "build_target"
    say("build: dbt and its SQL")
    models = dbt.built(home, target)
    yield ratio(
        "build: dbt run of all models, 1,000,000 × 12",
        lambda: dbt.run(home, target),
        "the same SQL run straight",
        lambda: dbt.run_straight(home, models),
        Bar(1.1),
        _TIMES,
    )
