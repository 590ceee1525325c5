"""What dbt builds has the shape that the contract and the descriptions say."""

import json
from typing import Any

import pytest

from tests.dbt.raw_warehouse import ENTITIES, RawWarehouse

BATCH_COLUMNS = {
    "source": "varchar",
    "part": "varchar",
    "is_partial": "boolean",
    "exported_on": "date",
}
SPAN_COLUMNS = {"source": "varchar", "valid_from": "date", "valid_to": "date"}


@pytest.fixture(scope="module")
def nodes(empty_warehouse: RawWarehouse) -> list[dict[str, Any]]:
    """Models and seeds as dbt's manifest has them."""
    manifest = json.loads((empty_warehouse.home / "target/manifest.json").read_text())
    return [
        node
        for node in manifest["nodes"].values()
        if node["resource_type"] in ("model", "seed")
    ]


def built_columns(warehouse: RawWarehouse, table: str) -> dict[str, str]:
    rows = warehouse.query(
        "select column_name, lower(data_type) from information_schema.columns"
        f" where table_name = '{table}' and table_schema <> 'raw' order by ordinal_position"
    )
    return {str(name): str(data_type) for name, data_type in rows}


@pytest.mark.parametrize("entity", ENTITIES)
def test_staging_shows_the_columns_of_the_contract(
    empty_warehouse: RawWarehouse, entity: str
) -> None:
    expected = {**ENTITIES[entity].columns, **BATCH_COLUMNS}
    built = built_columns(empty_warehouse, f"stg_{entity}")
    assert list(built.items()) == list(expected.items())


@pytest.mark.parametrize("entity", ENTITIES)
def test_versions_show_key_span_and_fields_of_the_contract(
    empty_warehouse: RawWarehouse, entity: str
) -> None:
    fields = ENTITIES[entity].fields
    key = {name: fields.pop(name) for name in ENTITIES[entity].key}
    built = built_columns(empty_warehouse, f"int_{entity}_versions")
    last = {"last_seen_on": "date", "row_hash": "ubigint"}
    expected = key | SPAN_COLUMNS | fields | last
    assert list(built.items()) == list(expected.items())


def test_every_entity_of_the_contract_is_built(empty_warehouse: RawWarehouse) -> None:
    rows = empty_warehouse.query("select entity, is_loaded from marts.fct_entities")
    assert sorted(rows) == [(entity, False) for entity in sorted(ENTITIES)]


def test_documented_columns_are_the_built_columns(
    empty_warehouse: RawWarehouse, nodes: list[dict[str, Any]]
) -> None:
    differing = {
        node["name"]: (documented, built)
        for node in nodes
        if not repeats_the_contract(node["name"])
        for documented in [list(node["columns"])]
        for built in [list(built_columns(empty_warehouse, node["name"]))]
        if documented != built
    }
    assert not differing, str(differing)


def test_columns_of_the_contract_are_described_there_only(
    nodes: list[dict[str, Any]],
) -> None:
    twice = [
        node["name"]
        for node in nodes
        if repeats_the_contract(node["name"]) and node["columns"]
    ]
    assert twice == []


def test_nothing_lacks_a_description(nodes: list[dict[str, Any]]) -> None:
    descriptions = {node["name"]: node["description"] for node in nodes} | {
        f"{node['name']}.{column['name']}": column["description"]
        for node in nodes
        for column in node["columns"].values()
    }
    assert [name for name, text in descriptions.items() if not text.strip()] == []


def test_every_mart_has_an_enforced_contract(nodes: list[dict[str, Any]]) -> None:
    marts = [node for node in nodes if node["schema"] == "marts"]
    assert marts
    assert [n["name"] for n in marts if not n["config"]["contract"]["enforced"]] == []


def repeats_the_contract(name: str) -> bool:
    histories = {f"int_{entity}_versions" for entity in ENTITIES}
    return name.startswith("stg_") or name in histories
