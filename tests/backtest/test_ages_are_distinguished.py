"""A project open for two years is not one of four: the oldest band fills with stalled."""

import duckdb
import pytest


@pytest.mark.parametrize(
    ("months", "band"),
    [
        (0, "0-2"),
        (2, "0-2"),
        (3, "3-6"),
        (6, "3-6"),
        (7, "7-12"),
        (12, "7-12"),
        (13, "13-24"),
        (24, "13-24"),
        (25, "25-36"),
        (36, "25-36"),
        (37, "37+"),
        (120, "37+"),
    ],
)
def test_an_age_has_its_band(
    built: duckdb.DuckDBPyConnection, months: int, band: str
) -> None:
    assert built.execute(
        "select age_band from intermediate.int_forecast_bands where months = ?",
        [months],
    ).fetchall() == [(band,)]


def test_an_old_project_has_the_chance_of_its_years(
    built: duckdb.DuckDBPyConnection,
) -> None:
    ages = built.execute(
        "select distinct age_months from marts.fct_forecast_states order by all"
    ).fetchall()
    assert {"13-24", "25-36"} <= {age for (age,) in ages}
