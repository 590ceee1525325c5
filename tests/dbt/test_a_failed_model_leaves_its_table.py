"""A table is replaced in one transaction: a model that fails leaves what was there."""

from pathlib import Path

import pytest

from tests.dbt.builds import dbt_build
from tests.dbt.raw_warehouse import RawWarehouse

SELECTED = ("--select", "int_forecast_horizons")
HORIZONS = "select count(*) from intermediate.int_forecast_horizons"


def test_a_failed_model_leaves_its_table(tmp_path: Path) -> None:
    warehouse = RawWarehouse(tmp_path)
    dbt_build(tmp_path, *SELECTED)
    with pytest.raises(AssertionError, match="int_forecast_horizons"):
        dbt_build(tmp_path, *SELECTED, "--vars", "{forecast_horizons: no_number}")
    assert warehouse.query(HORIZONS) == [(12,)]
    dbt_build(tmp_path, *SELECTED, "--vars", "{forecast_horizons: 2}")
    assert warehouse.query(HORIZONS) == [(2,)]
