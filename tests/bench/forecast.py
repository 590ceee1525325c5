"""The forecast of a million open projects, a year ahead, from 8 million months of history.

The bar is on the SQL that dbt compiled: every model from the spans of the projects and
of their grades to the marts. dbt over the same, as its command is typed, stands beside.
"""

import time
from collections.abc import Iterator
from pathlib import Path

import duckdb

from tests.backtest import models
from tests.bench import dbt, forecast_history
from tests.bench.home import Say
from tests.bench.measure import Bar, BenchFailed, Row, of_pairs
from tests.bench.server import ROOT

_SECONDS = 5
_TIMES = 3
_HISTORY = "intermediate.int_forecast_graded_spans"
_SELECTED = ("intermediate.forecast", "marts.forecast")


def measure_forecast(folder: Path, say: Say) -> Iterator[Row]:
    """Yield the seconds of the newest forecast, and dbt's as a ratio to them."""
    home = folder / "forecast"
    home.mkdir()
    say("forecast: its history")
    with duckdb.connect(str(home / "acre.duckdb")) as connection:
        forecast_history.write(connection, ROOT / "dbt_project" / "seeds")
        connection.execute(models.SAID_BEFORE)
    compiled = models.compiled(home / "target")
    pairs, straight = [], []
    for _time in range(_TIMES):
        say("forecast: dbt and its SQL")
        straight.append(dbt.run_straight(home, compiled))
        started = time.perf_counter()
        dbt.run(home, home / "target", _SELECTED)
        pairs.append((time.perf_counter() - started, sum(straight[-1].values())))
    quickest = min(straight, key=lambda seconds: sum(seconds.values()))
    yield _row(home, quickest)
    yield of_pairs(
        "forecast: dbt run of its models", pairs, "the same SQL run straight", Bar(1.25)
    )


def _row(home: Path, seconds: dict[str, float]) -> Row:
    query = """
        select
            (select count(*) from intermediate.int_forecast_open_projects),
            (select sum(project_count) from intermediate.int_forecast_cells
                where step = 'full'),
            (select count(distinct as_of) from marts.fct_forecast),
            (select count(*) from marts.fct_project_forecasts)
    """
    with duckdb.connect(str(home / "acre.duckdb"), read_only=True) as connection:
        projects, history, dates, chances = connection.execute(query).fetchall()[0]
    if not chances == 12 * projects > 0:
        raise BenchFailed(f"{projects} open projects have {chances} probabilities")
    total = sum(seconds.values())
    detail = (
        f"{projects:,} open × 12 months, {history:,} project-months, {dates} as-of "
        f"dates; {seconds[_HISTORY]:.1f} s of it spans of projects and grades"
    )
    return Bar(_SECONDS, f"≤ {_SECONDS} s").row(
        "forecast: of the newest as-of date", total, f"{total:.1f} s", detail
    )
