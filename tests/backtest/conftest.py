"""The forecast's models, compiled once, and a small company to run them over."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import duckdb
import pytest

from tests.backtest import models
from tests.backtest.simulation import Snapshot, simulate

Forecast = Callable[[Sequence[Snapshot]], duckdb.DuckDBPyConnection]
FIRST_EXPORTS_LEFT_OUT = date(2021, 12, 31)


@pytest.fixture(scope="session")
def forecast(tmp_path_factory: pytest.TempPathFactory) -> Forecast:
    """Return what forecasts from snapshots: a database with all models built."""
    compiled = models.compiled(tmp_path_factory.mktemp("compiled"))

    def run(snapshots: Sequence[Snapshot]) -> duckdb.DuckDBPyConnection:
        connection = models.empty_warehouse()
        models.load(connection, snapshots)
        models.run(connection, compiled)
        return connection

    return run


@pytest.fixture(scope="session")
def snapshots() -> list[Snapshot]:
    """Return two and a half years of a small company."""
    return [
        snapshot
        for snapshot in simulate(seed=7, projects_per_month=25)
        if snapshot.exported_on >= FIRST_EXPORTS_LEFT_OUT
    ]


@pytest.fixture(scope="session")
def built(forecast: Forecast, snapshots: list[Snapshot]) -> duckdb.DuckDBPyConnection:
    """Return the company's forecast."""
    return forecast(snapshots)


def ungraded(snapshots: Sequence[Snapshot]) -> list[Snapshot]:
    """Return the snapshots of a company that does not grade."""
    return [replace(snapshot, grade=None) for snapshot in snapshots]
