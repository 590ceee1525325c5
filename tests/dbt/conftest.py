"""Warehouses that several tests look at; each is built once."""

import json
from typing import Any

import pytest

from tests.dbt.builds import dbt_build, dbt_build_data, dbt_parse
from tests.dbt.exports_at_random import EXPORTS
from tests.dbt.raw_warehouse import RawWarehouse


@pytest.fixture(scope="session")
def empty_warehouse(tmp_path_factory: pytest.TempPathFactory) -> RawWarehouse:
    """Nothing was ever loaded; the unit tests have run."""
    warehouse = RawWarehouse(tmp_path_factory.mktemp("empty"))
    dbt_build(warehouse.home)
    return warehouse


@pytest.fixture(scope="session")
def random_warehouse(tmp_path_factory: pytest.TempPathFactory) -> RawWarehouse:
    """A year of exports at random, loaded in order of their dates."""
    warehouse = RawWarehouse(tmp_path_factory.mktemp("in_order"))
    warehouse.load(EXPORTS)
    dbt_build_data(warehouse.home)
    return warehouse


@pytest.fixture(scope="session")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What dbt knows of the project without a warehouse."""
    home = tmp_path_factory.mktemp("parsed")
    dbt_parse(home)
    content: dict[str, Any] = json.loads(
        (home / "target" / "manifest.json").read_bytes()
    )
    return content
