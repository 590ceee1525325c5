"""Each layer reads only those before it, and no two areas read each other in a circle."""

from collections import defaultdict
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from pathlib import Path
from typing import Any

# What the models of a layer may read.
READ_BY = {
    "staging": {"source", "seed"},
    "intermediate": {"staging", "seed", "intermediate"},
    "marts": {"seed", "intermediate", "marts"},
}
# Marts that show what was loaded as it was loaded: nothing lies between.
SHOWN_AS_LOADED = {("fct_batches", "stg_batches"), ("fct_rejects", "stg_batches")} | {
    ("fct_rejects", "stg_rejects")
}


def test_each_layer_reads_only_those_before_it(manifest: dict[str, Any]) -> None:
    wrong = {
        (reader["name"], read["name"])
        for reader, read in _arrows(manifest)
        if _layer(read) not in READ_BY[_layer(reader)]
    }
    assert wrong == SHOWN_AS_LOADED, sorted(wrong ^ SHOWN_AS_LOADED)


def test_no_two_areas_read_each_other_in_a_circle(manifest: dict[str, Any]) -> None:
    between = defaultdict(set)
    for reader, read in _arrows(manifest):
        area, read_area = _area(reader), _area(read)
        if area and read_area and area != read_area:
            between[area, read_area].add(f"{reader['name']} reads {read['name']}")
    sorter = TopologicalSorter[str]()
    for area, read_area in between:
        sorter.add(area, read_area)
    try:
        sorter.prepare()
    except CycleError as error:
        # Each area of the circle is read by the one after it.
        circle = error.args[1]
        arrows = [between[a, b] for b, a in pairwise(circle)]
        raise AssertionError(f"{' < '.join(circle)}: {arrows}") from None


def test_every_model_lies_in_an_area(manifest: dict[str, Any]) -> None:
    models = [n for n in manifest["nodes"].values() if n["resource_type"] == "model"]
    outside = [n["name"] for n in models if _layer(n) != "staging" and not _area(n)]
    assert models
    assert outside == []


def _arrows(
    manifest: dict[str, Any],
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield each model with each node that it reads."""
    nodes = manifest["nodes"] | manifest["sources"]
    for node in manifest["nodes"].values():
        if node["resource_type"] == "model":
            yield from ((node, nodes[read]) for read in node["depends_on"]["nodes"])


def _layer(node: dict[str, Any]) -> str:
    is_model = node["resource_type"] == "model"
    return Path(node["path"]).parts[0] if is_model else str(node["resource_type"])


def _area(node: dict[str, Any]) -> str | None:
    parts = Path(node["path"]).parts
    is_in_area = node["resource_type"] == "model" and len(parts) == 3
    return parts[1] if is_in_area else None
