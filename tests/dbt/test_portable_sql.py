"""Models keep to SQL that other engines have too; what cannot is a macro of its own."""

import re
from typing import Any

# What gives another result, or nothing, elsewhere.
OWN_TO_DUCKDB = {
    "hash() as an id": r"\bhash\(",
    "asof join": r"\basof\b",
    "lambda with an index": r"\blambda \w+, \w+:",
    "ordered list()": r"\blist\([^()]*order by",
    "difference of dates in other units": r"\bdatediff\('(?!day|month)",
}


def test_models_are_portable(manifest: dict[str, Any]) -> None:
    found = [
        (node["name"], what)
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model"
        for what, pattern in OWN_TO_DUCKDB.items()
        if re.search(pattern, node["raw_code"])
    ]
    assert found == []
