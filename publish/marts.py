"""Copying schema marts out of the warehouse, and what a release says about them."""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import duckdb
import yaml

from acre_home.refusals import Refused
from acre_home.sql import literal, quoted
from publish.warehouse import has_table

SORT_FILE = Path(__file__).with_name("sort.yml")

# Rows lie in groups, of which a filter skips those without a match. Smaller groups than
# DuckDB's 122,880 are skipped more often, for a file that is a sixth larger.
_ROW_GROUP_SIZE = 16_384

_RELATIONS = """
    select table_name, comment from (
        select database_name, schema_name, table_name, comment from duckdb_tables()
        union all
        select database_name, schema_name, view_name, comment from duckdb_views()
    )
    where database_name = current_database() and schema_name = 'marts'
    order by table_name
"""

_COLUMNS = """
    select column_name, comment from duckdb_columns()
    where database_name = current_database()
        and schema_name = 'marts' and table_name = ?
    order by column_index
"""


def loaded_entities(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Return the raw entities that at least one export brought.

    Raises Refused when the marts are not built.
    """
    if not has_table(connection, "marts", "fct_entities"):
        raise Refused("Nothing is built yet: run `make build`.")
    query = "select entity from marts.fct_entities where is_loaded"
    return {entity for (entity,) in connection.execute(query).fetchall()}


def newest_export(connection: duckdb.DuckDBPyConnection) -> date | None:
    """Return the newest export date among all batches."""
    query = "select max(exported_on) from marts.fct_batches"
    row = connection.execute(query).fetchone()
    newest: date | None = row[0] if row else None
    return newest


@contextlib.contextmanager
def attached_release(
    connection: duckdb.DuckDBPyConnection, path: Path
) -> Iterator[None]:
    """Attach a new database file as `release`; on leaving, it is written out whole."""
    options = f"read_write, row_group_size {_ROW_GROUP_SIZE}"
    connection.execute(f"attach {literal(str(path))} as release ({options})")
    try:
        connection.execute("create schema release.marts")
        yield
        connection.execute("checkpoint release")
    finally:
        # After an error the file is thrown away, so a failing detach says nothing new.
        with contextlib.suppress(duckdb.Error):
            connection.execute("detach release")


def sort_columns() -> dict[str, list[str]]:
    """Return, per table, the columns by which a release sorts its rows."""
    content: dict[str, list[str]] = yaml.safe_load(SORT_FILE.read_text("utf-8"))
    return content


def copy(
    connection: duckdb.DuckDBPyConnection, sorted_by: Mapping[str, Sequence[str]]
) -> None:
    """Copy every relation of marts, comments included, into the attached `release`.

    sorted_by gives, per table, the order of its rows: sorted rows make the filters of
    the pages read less and equal releases look equal.
    """
    for table, comment in connection.execute(_RELATIONS).fetchall():
        target = f"release.marts.{quoted(table)}"
        key = ", ".join(map(quoted, sorted_by.get(table, [])))
        ordered = f"order by {key}" if key else ""
        connection.execute(
            f"create table {target} as from marts.{quoted(table)} {ordered}"
        )
        columns = connection.execute(_COLUMNS, [table]).fetchall()
        describe(connection, table, comment, dict(columns))


def describe(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    comment: str | None,
    columns: Mapping[str, str | None],
) -> None:
    """Comment on a table of the attached `release` and on its columns."""
    target = f"release.marts.{quoted(table)}"
    commented = {f"table {target}": comment} | {
        f"column {target}.{quoted(column)}": text for column, text in columns.items()
    }
    for part, text in commented.items():
        if text:
            connection.execute(f"comment on {part} is {literal(text.strip())}")


def release_row_counts(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Return the number of rows of every table in the attached `release`."""
    query = """
        select table_name from duckdb_tables()
        where database_name = 'release' order by table_name
    """
    counts = {}
    for (table,) in connection.execute(query).fetchall():
        count = f"select count(*) from release.marts.{quoted(table)}"
        counts[table] = connection.execute(count).fetchall()[0][0]
    return counts
