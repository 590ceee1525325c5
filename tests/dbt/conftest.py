"""Warehouses that several tests look at; each is built once."""

import pytest

from tests.dbt.builds import dbt_build
from tests.dbt.raw_warehouse import RawWarehouse


@pytest.fixture(scope="session")
def empty_warehouse(tmp_path_factory: pytest.TempPathFactory) -> RawWarehouse:
    """Nothing was ever loaded; the unit tests have run."""
    warehouse = RawWarehouse(tmp_path_factory.mktemp("empty"))
    dbt_build(warehouse.home)
    return warehouse
