"""A warehouse whose schema raw is written straight from rows, without any export file."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import yaml

CONTRACT_FILE = (
    Path(__file__).resolve().parents[2] / "dbt_project/models/staging/sources.yml"
)
ROW_COLUMNS = ("batch_id", "record_number", "row_hash")

Row = Mapping[str, object]


@dataclass(frozen=True)
class Table:
    """A table of the contract; `key` is empty for the bookkeeping of loads."""

    name: str
    key: tuple[str, ...]
    does_absence_remove: bool
    columns: Mapping[str, str]

    @property
    def fields(self) -> dict[str, str]:
        """Columns that an export fills, with their types."""
        return {
            name: data_type
            for name, data_type in self.columns.items()
            if name not in ROW_COLUMNS
        }


def _table(said: dict[str, Any]) -> Table:
    meta = said["config"]["meta"]
    return Table(
        name=said["name"],
        key=tuple(meta.get("key", ())),
        does_absence_remove=meta.get("absence") == "removes",
        columns={
            column["name"]: column["data_type"].replace(" ", "")
            for column in said["columns"]
        },
    )


TABLES = [
    _table(said)
    for said in yaml.safe_load(CONTRACT_FILE.read_text(encoding="utf-8"))["sources"][0][
        "tables"
    ]
]
ENTITIES = {table.name: table for table in TABLES if table.key}


@dataclass(frozen=True)
class Export:
    """One file of one export: `rows` hold fields by name, `rejected` the keys of bad rows."""

    entity: str
    exported_on: date
    rows: Sequence[Row] = ()
    rejected: Sequence[str | None] = ()
    source: str = "acre"
    part: str = ""
    is_partial: bool = False

    @property
    def batch_id(self) -> str:
        """The same for the same file, whenever it is loaded."""
        return f"{self.source}/{self.exported_on}/{self.entity}{self.part}"


def record_key(key: Sequence[object]) -> str:
    """Return a key as raw.rejects writes it."""
    return "|".join(str(value) for value in key if value is not None)


class RawWarehouse:
    """Writes `home`/acre.duckdb with all tables of the contract."""

    def __init__(self, home: Path) -> None:
        self.home = home
        with self._connect() as con:
            con.execute("create schema raw")
            for table in TABLES:
                columns = ", ".join(
                    f"{name} {data_type}" for name, data_type in table.columns.items()
                )
                con.execute(f"create table raw.{table.name} ({columns})")

    def load(self, exports: Sequence[Export]) -> None:
        """Insert the exports in the order given."""
        with self._connect() as con:
            for export in exports:
                _insert_batch(con, export)
                _insert_rejects(con, export)
                _insert_rows(con, export)

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Return all rows of a query."""
        with duckdb.connect(str(self.home / "acre.duckdb"), read_only=True) as con:
            return con.execute(sql).fetchall()

    def _connect(self) -> duckdb.DuckDBPyConnection:
        return duckdb.connect(str(self.home / "acre.duckdb"))


def _insert_batch(con: duckdb.DuckDBPyConnection, export: Export) -> None:
    loaded, rejected = len(export.rows), len(export.rejected)
    con.execute(
        "insert into raw.batches values"
        " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, timestamp '2026-01-01')",
        [
            export.batch_id,
            export.source,
            export.entity,
            export.part,
            f"{export.entity}{export.part}.csv",
            hashlib.sha256(export.batch_id.encode()).hexdigest(),
            export.exported_on,
            export.is_partial,
            loaded + rejected,
            loaded,
            rejected,
        ],
    )


def _insert_rejects(con: duckdb.DuckDBPyConnection, export: Export) -> None:
    for line, key in enumerate(export.rejected, start=len(export.rows) + 2):
        con.execute(
            "insert into raw.rejects values (?, ?, ?, 'name', '', 'blank; fill it in')",
            [export.batch_id, line, key],
        )


def _insert_rows(con: duckdb.DuckDBPyConnection, export: Export) -> None:
    fields = ENTITIES[export.entity].fields
    marks = ", ".join("?" * (len(fields) + len(ROW_COLUMNS)))
    for number, row in enumerate(export.rows, start=1):
        unknown = set(row) - set(fields)
        assert not unknown, f"raw.{export.entity} has no {unknown}"
        content = [row.get(field) for field in fields]
        con.execute(
            f"insert into raw.{export.entity} values ({marks})",
            [export.batch_id, number, _row_hash(content), *content],
        )


def _row_hash(content: Sequence[object]) -> int:
    digest = hashlib.sha256(repr(content).encode()).digest()
    return int.from_bytes(digest[:8], "big")
