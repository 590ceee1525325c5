"""The build warehouse, ACRE_HOME/acre.duckdb, as publish sees it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from acre_home.home import HOW_TO_LOAD, Home
from acre_home.refusals import InUse, Refused, disk_full
from acre_home.sql import quoted
from ingest.contract import load_contract
from ingest.warehouse import create_raw, transaction


@contextmanager
def opened(home: Home, *, read_only: bool) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the warehouse; no other process can write to it meanwhile.

    Raises Refused when it is missing, in use, damaged, or the disk is full.
    """
    if not home.warehouse.is_file():
        raise Refused(f"There is no warehouse at {home.warehouse}: {HOW_TO_LOAD}.")
    try:
        connection = duckdb.connect(str(home.warehouse), read_only=read_only)
    except duckdb.Error as error:
        raise _refusal(home, error, "cannot be opened") from None
    try:
        yield connection
    except duckdb.Error as error:
        raise _refusal(home, error, "could not be worked on") from error
    finally:
        connection.close()


def bring_raw_to_contract(connection: duckdb.DuckDBPyConnection) -> None:
    """Add what the contract has gained since the last load.

    Raises Refused when nothing was loaded.
    """
    _require_loads(connection)
    with transaction(connection):
        create_raw(connection, load_contract())


def raw_fingerprint(connection: duckdb.DuckDBPyConnection) -> str:
    """Return a fingerprint of everything that raw.batches says was loaded.

    Raises Refused when nothing was loaded.
    """
    _require_loads(connection)
    query = """
        select count(*), sha256(string_agg(batch, chr(10) order by batch))
        from (select cast(batches as varchar) as batch from raw.batches as batches)
    """
    row = connection.execute(query).fetchone()
    if row is None or row[0] == 0:
        raise Refused(f"Nothing is loaded yet: {HOW_TO_LOAD}.")
    return str(row[1])


def _require_loads(connection: duckdb.DuckDBPyConnection) -> None:
    if not has_table(connection, "raw", "batches"):
        raise Refused(f"Nothing is loaded yet: {HOW_TO_LOAD}.")


def has_table(connection: duckdb.DuckDBPyConnection, schema: str, name: str) -> bool:
    """Return whether a table or view of that name is in the warehouse."""
    query = """
        select 1 from information_schema.tables
        where table_catalog = current_database()
            and table_schema = ? and table_name = ?
    """
    return connection.execute(query, [schema, name]).fetchone() is not None


def drop_orphans(
    connection: duckdb.DuckDBPyConnection, defined: set[tuple[str, str]]
) -> None:
    """Drop relations that dbt once built and whose model is gone.

    defined holds (schema, name) of all that the project builds; only its schemas are
    touched, and never raw.
    """
    schemas = {schema for schema, _ in defined} - {"raw"}
    query = """
        select table_schema, table_name, table_type from information_schema.tables
        where table_catalog = current_database()
    """
    for schema, name, table_type in connection.execute(query).fetchall():
        if schema in schemas and (schema, name) not in defined:
            kind = "view" if table_type == "VIEW" else "table"
            connection.execute(f"drop {kind} {quoted(schema)}.{quoted(name)}")


def known_refusal(home: Home, message: str) -> Refused | None:
    """Return the refusal for DuckDB's complaint about a lock or a full disk, else None."""
    if "Could not set lock" in message:
        holder = re.search(r"PID (\d+)", message)
        who = f"process {holder[1]}" if holder else "another process"
        return InUse(
            f"The warehouse {home.warehouse} is in use by {who}: "
            "wait until it ends or stop it, then run again."
        )
    if "No space left" in message or "Disk quota" in message:
        return disk_full(str(home.path))
    return None


def _refusal(home: Home, error: duckdb.Error, outcome: str) -> Refused:
    message = str(error)
    if known := known_refusal(home, message):
        return known
    first_line = message.splitlines()[0] if message else type(error).__name__
    return Refused(f"The warehouse {home.warehouse} {outcome}: {first_line}")
