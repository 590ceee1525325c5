"""The forecast's models, compiled once, and a small company to run them over."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import duckdb
import pytest

from tests.backtest import models
from tests.backtest.simulation import Picture, simulate

Forecast = Callable[[Sequence[Picture]], duckdb.DuckDBPyConnection]
FIRST_EXPORTS_LEFT_OUT = date(2021, 12, 31)


@pytest.fixture(scope="session")
def forecast(tmp_path_factory: pytest.TempPathFactory) -> Forecast:
    """Return what forecasts from pictures: a database with all models built."""
    compiled = models.compiled(tmp_path_factory.mktemp("compiled"))

    def run(pictures: Sequence[Picture]) -> duckdb.DuckDBPyConnection:
        connection = models.empty_warehouse()
        models.load(connection, pictures)
        models.run(connection, compiled)
        return connection

    return run


@pytest.fixture(scope="session")
def pictures() -> list[Picture]:
    """Return two and a half years of a small company."""
    return [
        picture
        for picture in simulate(seed=7, projects_per_month=25)
        if picture.exported_on >= FIRST_EXPORTS_LEFT_OUT
    ]


@pytest.fixture(scope="session")
def built(forecast: Forecast, pictures: list[Picture]) -> duckdb.DuckDBPyConnection:
    """Return the company's forecast."""
    return forecast(pictures)


def ungraded(pictures: Sequence[Picture]) -> list[Picture]:
    """Return the pictures of a company that does not grade."""
    return [replace(picture, grade=None) for picture in pictures]
