"""The metrics of _metrics.yml as dim_metrics and dim_metric_marts have them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import yaml

from acre_home.home import REPOSITORY

_DECLARED = REPOSITORY / "dbt_project" / "models" / "_metrics.yml"
Rows = list[dict[str, Any]]


@lru_cache
def metrics() -> Rows:
    """Rows of dim_metrics; definitions without their doc blocks."""
    declared = yaml.safe_load(_DECLARED.read_text(encoding="utf-8"))
    rows: Rows = []
    for metric in declared["metrics"]:
        made = metric["type_params"]
        rows.append(
            _words(metric)
            | {
                "metric_type": metric["type"],
                "numerator": made.get("numerator"),
                "denominator": made.get("denominator"),
                "expression": made.get("expr"),
            }
        )
    for model in declared["semantic_models"]:
        rows += [_words(each) | {"metric_type": "simple"} for each in model["measures"]]
    return rows


@lru_cache
def metric_marts() -> Rows:
    """Rows of dim_metric_marts."""
    declared = yaml.safe_load(_DECLARED.read_text(encoding="utf-8"))
    return [row for model in declared["semantic_models"] for row in _of_model(model)]


def _words(declared: dict[str, Any]) -> dict[str, Any]:
    meta = declared["config"]["meta"]
    return {
        "metric": declared["name"],
        "label": declared["label"],
        "label_zh": meta["label_zh"],
        "better": meta["better"],
        "description": declared["description"],
    }


def _of_model(model: dict[str, Any]) -> Rows:
    meta = model.get("config", {}).get("meta", {})
    own = {
        "mart": model["model"].split("'")[1],
        "dimensions": {
            each["name"]: each.get("expr", each["name"]) for each in model["dimensions"]
        },
        "measures": {
            each["name"]: each.get("expr", each["name"]) for each in model["measures"]
        },
        "is_span": meta.get("is_span", False),
    }
    rollups = [
        {**each, "dimensions": {name: name for name in each["dimensions"]}}
        for each in meta.get("rollups", ())
    ]
    return [
        {
            "metric": measure["name"],
            "semantic_model": model["name"],
            "mart": mart["mart"],
            "mart_rank": rank,
            "aggregate": _aggregate(measure, mart["measures"][measure["name"]]),
            "time_column": model["defaults"]["agg_time_dimension"],
            "dimensions": list(mart["dimensions"]),
            "dimension_expressions": list(mart["dimensions"].values()),
            "totals": mart.get("totals", []),
            "attributes": mart.get("attributes", []),
            "is_flow": "non_additive_dimension" not in measure,
            "may_be_unknown": measure["config"]["meta"].get("may_be_unknown", False),
            "is_span": mart.get("is_span", False),
        }
        for rank, mart in enumerate([*rollups, own], 1)
        for measure in model["measures"]
        if measure["name"] in mart["measures"]
    ]


def _aggregate(measure: dict[str, Any], expression: str) -> str:
    meta = measure["config"]["meta"]
    is_distinct = measure["agg"] == "count_distinct"
    summed = f"count(distinct {expression})" if is_distinct else f"sum({expression})"
    known = summed if meta.get("may_be_unknown") else f"coalesce({summed}, 0)"
    return f"cast({known} as {meta.get('data_type', 'bigint')})"
