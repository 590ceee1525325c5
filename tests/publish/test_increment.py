"""What was built stands only where nothing but later exports of known files came."""

import dataclasses
from collections.abc import Iterator

import duckdb
import pytest

from publish import increment, warehouse
from publish.build_record import BuildRecord


@pytest.fixture
def raw() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute("create schema raw")
        connection.execute(
            "create table raw.batches"
            " (source varchar, entity varchar, part varchar, exported_on date,"
            " file_hash varchar)"
        )
        load(connection, "2026-01-31", "acre", "reps")
        load(connection, "2026-01-31")
        load(connection, "2026-02-28")
        yield connection


def load(
    connection: duckdb.DuckDBPyConnection,
    exported_on: str,
    source: str = "acre",
    entity: str = "prospects",
    part: str = "",
) -> None:
    connection.execute(
        "insert into raw.batches values (?, ?, ?, ?, 'hash')",
        [source, entity, part, exported_on],
    )


def recorded(connection: duckdb.DuckDBPyConnection) -> BuildRecord:
    newest = increment.newest_export(connection)
    fingerprint = warehouse.raw_fingerprint(connection)
    return BuildRecord(fingerprint, "project", 0, 0, "2026-03-01", newest)


def test_later_exports_of_known_files_leave_what_was_built(
    raw: duckdb.DuckDBPyConnection,
) -> None:
    record = recorded(raw)
    load(raw, "2026-03-07")
    load(raw, "2026-03-14", entity="reps")
    assert increment.built_until(raw, record, "project") == "2026-02-28"


def test_nothing_new_leaves_what_was_built(raw: duckdb.DuckDBPyConnection) -> None:
    assert increment.built_until(raw, recorded(raw), "project") == "2026-02-28"


@pytest.mark.parametrize(
    "statement",
    [
        "insert into raw.batches values ('acre', 'reps', '', '2026-02-28', 'hash')",
        "insert into raw.batches values ('acre', 'reps', '', '2026-01-01', 'hash')",
        "update raw.batches set file_hash = 'other' where entity = 'reps'",
        "delete from raw.batches where entity = 'reps'",
        "delete from raw.batches where exported_on <= '2026-02-28'",
        "insert into raw.batches values ('hubspot', 'reps', '', '2026-03-07', 'hash')",
        "insert into raw.batches values ('acre', 'projects', '', '2026-03-07', 'hash')",
        "insert into raw.batches values ('acre', 'reps', '-b', '2026-03-07', 'hash')",
    ],
    ids=[
        "same day", "late", "replaced", "removed", "all replaced", "new source",
        "new entity", "new part",
    ],
)  # fmt: skip
def test_whatever_else_is_loaded_asks_for_all_anew(
    raw: duckdb.DuckDBPyConnection, statement: str
) -> None:
    record = recorded(raw)
    load(raw, "2026-03-07")
    raw.execute(statement)
    assert increment.built_until(raw, record, "project") is None


def test_a_changed_project_or_no_build_asks_for_all_anew(
    raw: duckdb.DuckDBPyConnection,
) -> None:
    assert increment.built_until(raw, recorded(raw), "another project") is None
    assert increment.built_until(raw, None, "project") is None


def test_a_newest_day_of_which_no_figures_are_asked_is_not_built_upon(
    raw: duckdb.DuckDBPyConnection,
) -> None:
    load(raw, "2026-03-07", entity="reps")
    record = recorded(raw)
    assert record == dataclasses.replace(record, built_until=None)
    load(raw, "2026-03-14")
    assert increment.built_until(raw, record, "project") is None
