"""The warehouse file: opened for one writer, with schema raw as the contract has it."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import duckdb

from acre_home.refusals import InUse, Refused, of_surroundings
from ingest.contract import Contract, Entity

HASH_SAMPLE = "hash('Acre', 1::decimal(18, 2), date '2026-01-31', true, null)"

# What DuckDB raises where a file cannot be read or written as it should be.
OF_THE_DISK = (
    duckdb.IOException,
    duckdb.FatalException,
    duckdb.InternalException,
    duckdb.SerializationException,
    duckdb.TransactionException,
)


@contextmanager
def open_warehouse(
    folder: Path, *, read_only: bool = False
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open `folder`/acre.duckdb; made where absent, unless `read_only`.

    Raises Refused where another process holds it, it is no warehouse, or the disk is full,
    KeyboardInterrupt where Ctrl-C stops a query.
    """
    file = folder / "acre.duckdb"
    if read_only and not file.exists():
        raise Refused(f"{file}: there is no warehouse yet; load an export first.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        con = duckdb.connect(str(file), read_only=read_only)
    except (duckdb.Error, OSError) as error:
        raise explain(error, file) from error
    try:
        yield con
    except (duckdb.Error, OSError) as error:
        raise explain(error, file) from error
    except RuntimeError as error:
        # DuckDB's own word for a KeyboardInterrupt during a query.
        if str(error) == "Query interrupted":
            raise KeyboardInterrupt from error
        raise
    finally:
        con.close()


@contextmanager
def transaction(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Commit what is done inside as a whole, or nothing of it."""
    con.begin()
    try:
        yield
        con.commit()
    except BaseException:
        # A commit that failed has ended the transaction itself, and what then says that
        # there is none must not hide why it failed.
        with suppress(duckdb.Error):
            con.rollback()
        raise


def scalar(con: duckdb.DuckDBPyConnection, sql: str, parameters: object = None) -> Any:
    """Return the one value of a query; None where it has no row.

    The whole result is fetched: DuckDB refuses other work while a result is half read.
    """
    rows = con.execute(sql, parameters).fetchall()
    return rows[0][0] if rows else None


def has_table(con: duckdb.DuckDBPyConnection, table: str) -> bool:
    """Return whether schema raw has a table of that name."""
    return bool(
        scalar(
            con,
            "select count(*) from information_schema.tables where table_name = ?"
            " and table_schema = 'raw' and table_catalog = current_database()",
            [table],
        )
    )


def explain(error: Exception, file: Path) -> Exception:
    """Return the sentence for what a user can cause, or `error` itself."""
    text = str(error)
    if "Could not set lock" in text or "Conflicting lock" in text:
        return InUse(
            f"{file}: is in use by another process; wait until it ends, or stop it, and"
            " run the command again."
        )
    if "No space left" in text or "not enough space" in text.lower():
        return Refused(
            f"{file.parent}: the disk is full; nothing was changed. Make room and run the"
            " command again."
        )
    if "not a valid DuckDB database" in text:
        return Refused(
            f"{file}: is damaged or no DuckDB file; run python -m ingest rebuild"
            " from the archive."
        )
    if isinstance(error, OSError):
        return of_surroundings(error, file)
    if "Permission denied" in text:
        return Refused(f"{file}: may not be written; give yourself the right to.")
    if isinstance(error, OF_THE_DISK):
        return Refused(
            f"{file}: cannot be read or written ({text.splitlines()[0]}); mend that, or"
            " name another ACRE_HOME."
        )
    return error


def create_raw(con: duckdb.DuckDBPyConnection, contract: Contract) -> None:
    """Bring schema raw to the contract: tables and columns added, never dropped."""
    con.execute("create schema if not exists raw")
    for table, columns in contract.columns.items():
        listed = ", ".join(f'"{name}" {data_type}' for name, data_type in columns)
        con.execute(f"create table if not exists raw.{table} ({listed})")
        for name, data_type in columns:
            con.execute(
                f'alter table raw.{table} add column if not exists "{name}" {data_type}'
            )
    for entity in contract.entities.values():
        _keep_hashes_comparable(con, entity)


def row_hash(entity: Entity) -> str:
    """Return SQL for the fingerprint of a record's fields."""
    return f"hash({', '.join(_quoted(entity))})"


def _quoted(entity: Entity) -> list[str]:
    return [f'"{field.name}"' for field in entity.fields]


def hashes_are_current(con: duckdb.DuckDBPyConnection, entity: Entity) -> bool:
    """Return whether row_hash is what `row_hash` computes of the same fields today."""
    known = scalar(
        con, "select fingerprint from raw.fingerprints where entity = ?", [entity.name]
    )
    return bool(known == _hash_fingerprint(con, entity))


def _hash_fingerprint(con: duckdb.DuckDBPyConnection, entity: Entity) -> str:
    return f"{','.join(_quoted(entity))} {scalar(con, f'select {HASH_SAMPLE}')}"


def _keep_hashes_comparable(con: duckdb.DuckDBPyConnection, entity: Entity) -> None:
    """Recompute row_hash where the contract's fields or the engine's hash changed."""
    if hashes_are_current(con, entity):
        return
    con.execute(f"update raw.{entity.name} set row_hash = {row_hash(entity)}")
    con.execute("delete from raw.fingerprints where entity = ?", [entity.name])
    con.execute(
        "insert into raw.fingerprints values (?, ?)",
        [entity.name, _hash_fingerprint(con, entity)],
    )
