"""Releases as publish writes them, made straight with DuckDB.

The dashboard's tests need marts, not the way to them. A test states the facts: dates,
spans of prospects, open projects, territories, reps. What only counts them follows in
counts_fixture, unless the test states that as well.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import yaml

from tests.dashboard import (
    churn_fixture,
    counts_fixture,
    labels_fixture,
    metrics_fixture,
)
from tests.dashboard.definitions_fixture import DEFINITIONS

Row = Mapping[str, object]
Tables = Mapping[str, Sequence[Row]]

MODELS = Path(__file__).parents[2] / "dbt_project" / "models" / "marts"


def _contracts() -> dict[str, str]:
    """The columns that the .yml of each mart declares, and their types."""
    models = [
        model
        for path in MODELS.rglob("*.yml")
        for model in yaml.load(path.read_bytes(), yaml.CSafeLoader)["models"]
    ]
    return {
        model["name"]: ", ".join(
            f"{column['name']} {column['data_type']}" for column in model["columns"]
        )
        for model in models
    }


MARTS: Mapping[str, str] = {
    **_contracts(),
    # publish itself writes into a release what its checks found.
    "fct_check_exceptions": """
        "check" varchar, exception_number bigint, record varchar
    """,
    "fct_check_results": """
        release_id varchar, "check" varchar, subject varchar, severity varchar,
        description varchar, description_zh varchar, observed_value varchar,
        failed_count bigint, passed boolean, checked_at timestamp
    """,
}

ENTITIES = (
    "territories", "territory_areas", "reps", "prospects", "prospect_sources",
    "contacts", "projects", "products", "project_stages", "quotations", "activities",
    "events", "event_invitations", "market_companies", "quiz_results",
)  # fmt: skip


def publish(
    home: Path,
    release_id: str,
    tables: Tables,
    *,
    left_out: Sequence[str] = (),
    definitions: Mapping[str, str] = DEFINITIONS,
) -> Path:
    """Write a release with these rows, swap `current` to it, return its folder.

    Every mart exists: with the rows that `tables` states (a column that a row leaves out
    is null), else with those that follow from the others or the seed of labels, else
    empty. `left_out` names
    marts that the release lacks altogether; `definitions` has the columns' comments.
    """
    tables = {"dim_labels": labels_fixture.rows(), **tables}
    folder = home / "releases" / release_id
    folder.mkdir(parents=True)
    with duckdb.connect(folder / "release.duckdb") as connection:
        connection.execute("begin")
        connection.execute("create schema marts")
        for mart, columns in MARTS.items():
            connection.execute(f"create table marts.{mart} ({columns})")
            _fill(connection, mart, tables.get(mart, ()))
        _fill(connection, "dim_metrics", metrics_fixture.metrics())
        _fill(connection, "dim_metric_marts", metrics_fixture.metric_marts())
        counts_fixture.derive(connection, stated=tables.keys())
        churn_fixture.derive(connection, stated=tables.keys())
        _define(connection, definitions)
        for mart in left_out:
            connection.execute(f"drop table marts.{mart}")
        connection.execute("commit")
    (folder / "release.json").write_text(json.dumps({"id": release_id}))
    swap(home, release_id)
    return folder


def swap(home: Path, release_id: str) -> None:
    """Point `current` at a release the way publish does: write aside, then rename."""
    aside = home / "current.new"
    aside.write_text(release_id)
    aside.replace(home / "current")


def _fill(
    connection: duckdb.DuckDBPyConnection, mart: str, rows: Sequence[Row]
) -> None:
    if not rows:
        return
    described = connection.execute(f"describe marts.{mart}").fetchall()
    columns = [column for column, *_rest in described]
    unknown = set().union(*rows) - set(columns)
    assert not unknown, f"{mart} has no {unknown}"
    whole = [{column: row.get(column) for column in columns} for row in rows]
    connection.register("stated_rows", pa.Table.from_pylist(whole))
    connection.execute(f"insert into marts.{mart} by name from stated_rows")
    connection.unregister("stated_rows")


def _define(
    connection: duckdb.DuckDBPyConnection, definitions: Mapping[str, str]
) -> None:
    columns = connection.execute(
        "select table_name, column_name from duckdb_columns()"
        " where schema_name = 'marts' and not internal"
    ).fetchall()
    for mart, column in columns:
        if column in definitions:
            text = definitions[column].replace("'", "''")
            connection.execute(f"comment on column marts.{mart}.{column} is '{text}'")


def entities(loaded: Mapping[str, Row]) -> list[Row]:
    """Rows of fct_entities: these for the loaded entities, the others not loaded."""
    return [
        {
            "entity": name,
            "record_count": 0,
            "batch_count": 0,
            **loaded.get(name, {}),
            "is_loaded": name in loaded,
        }
        for name in sorted(ENTITIES)
    ]
