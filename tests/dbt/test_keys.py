"""Every mart has a key that a build tests, and that a release sorts its rows by."""

from typing import Any

from publish import marts


def test_every_mart_has_a_tested_key_that_sorts_it(manifest: dict[str, Any]) -> None:
    keys = _tested_keys(manifest)
    columns = {
        name: set(node["columns"])
        for name, node in _models(manifest).items()
        if node["path"].startswith("marts/")
    }
    sorted_by = marts.sort_columns()
    assert columns.keys() - keys.keys() == set()
    assert sorted_by.keys() == columns.keys()
    # Rows that a sort leaves in any order would make equal releases differ.
    unsorted = [
        mart
        for mart, order in sorted_by.items()
        if not any(key <= set(order) <= columns[mart] for key in keys[mart])
    ]
    assert unsorted == []


def test_a_broken_key_stops_the_build(manifest: dict[str, Any]) -> None:
    warned = [
        node["name"]
        for node in manifest["nodes"].values()
        if node["resource_type"] == "test"
        and node["config"]["severity"].lower() != "error"
    ]
    assert warned == []


def _models(manifest: dict[str, Any]) -> dict[str, dict[str, Any]]:
    nodes = manifest["nodes"].values()
    return {node["name"]: node for node in nodes if node["resource_type"] == "model"}


def _tested_keys(manifest: dict[str, Any]) -> dict[str, list[set[str]]]:
    """Return the keys of each model, as its tests of uniqueness have them."""
    keys: dict[str, list[set[str]]] = {}
    for node in manifest["nodes"].values():
        test = node.get("test_metadata") or {}
        if test.get("name") not in {"unique", "primary_key"}:
            continue
        if node["config"]["where"]:
            continue
        columns = test["kwargs"].get("columns") or [node["column_name"]]
        model = manifest["nodes"][node["attached_node"]]["name"]
        keys.setdefault(model, []).append(set(columns))
    return keys
