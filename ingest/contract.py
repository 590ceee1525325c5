"""The contract of schema raw, read from dbt's sources file, its only definition."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

CONTRACT_FILE = (
    Path(__file__).resolve().parent.parent / "dbt_project/models/staging/sources.yml"
)
ROW_COLUMNS = ("batch_id", "record_number", "row_hash")


@dataclass(frozen=True)
class Field:
    """One column of an entity; `data_type` is a DuckDB type name.

    `is_free_text` tells names and notes from what is compared: keys, references, codes.
    """

    name: str
    data_type: str
    is_required: bool
    allowed: tuple[str, ...]
    example: str
    is_free_text: bool


@dataclass(frozen=True)
class Entity:
    """One table of raw that exports feed."""

    name: str
    key: tuple[str, ...]
    does_absence_remove: bool
    fields: tuple[Field, ...]

    @property
    def required(self) -> tuple[str, ...]:
        """Names of the fields that no record may leave blank."""
        return tuple(field.name for field in self.fields if field.is_required)


@dataclass(frozen=True)
class Contract:
    """All tables of raw: `columns` as (name, type) pairs per table, `entities` by name."""

    columns: dict[str, tuple[tuple[str, str], ...]]
    entities: dict[str, Entity]


@cache
def load_contract() -> Contract:
    """Return the contract of schema raw."""
    tables = yaml.safe_load(CONTRACT_FILE.read_text(encoding="utf-8"))["sources"][0][
        "tables"
    ]
    columns = {
        table["name"]: tuple((c["name"], c["data_type"]) for c in table["columns"])
        for table in tables
    }
    of_entities = [table for table in tables if "key" in table["config"]["meta"]]
    in_keys = {name for t in of_entities for name in t["config"]["meta"]["key"]}
    entities = {table["name"]: _entity(table, in_keys) for table in of_entities}
    return Contract(columns, entities)


def _entity(table: dict[str, Any], in_keys: set[str]) -> Entity:
    meta = table["config"]["meta"]
    return Entity(
        name=table["name"],
        key=tuple(meta["key"]),
        does_absence_remove=meta["absence"] == "removes",
        fields=tuple(
            _field(column, in_keys)
            for column in table["columns"]
            if column["name"] not in ROW_COLUMNS
        ),
    )


def _field(column: dict[str, Any], in_keys: set[str]) -> Field:
    meta = column.get("config", {}).get("meta", {})
    return Field(
        name=column["name"],
        data_type=column["data_type"],
        is_required=meta.get("required", False),
        allowed=tuple(meta.get("allowed", ())),
        example=meta.get("example", ""),
        is_free_text=column["data_type"] == "varchar"
        and not meta.keys() & {"allowed", "vocabulary"}
        and column["name"] not in in_keys
        and not column["name"].endswith(("_id", "_by")),
    )
