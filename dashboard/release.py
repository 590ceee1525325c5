"""Find and open the current release: read-only, sealed off, one instance for all.

A script run reads one release from its start to its end, through a cursor of its own.
The next run takes the release that `current` names then; an instance that nobody uses
any more is closed. Paths of releases are never reused, which DuckDB needs: it keeps
open databases by path.
"""

from __future__ import annotations

import os
import re
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from dashboard.queries.query import Query

_SEALED = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "lock_configuration": "true",
}
warnings.filterwarnings("ignore", message="Arrow output on a DB-API result")
Record = dict[str, Any]
_BATCH_ROWS = 20_000
# Rows are of small queries, tables of up to some hundred rows that are shown.
_KEPT_ROWS, _KEPT_TABLES = 1000, 200
_RELEASE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


class Trouble(Enum):
    """Why there is no release to read."""

    NOT_PUBLISHED = auto()
    DELETED = auto()
    UNREADABLE = auto()


class ReleaseUnavailable(Exception):
    """There is no release to read; `trouble` says why, `path` where it should be."""

    def __init__(self, trouble: Trouble, path: Path) -> None:
        super().__init__(f"{trouble.name.lower()}: {path}")
        self.trouble = trouble
        self.path = path


class Answers:
    """What was asked of a release and answered: its readers ask much the same."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        def rows(query: Query) -> tuple[list[str], list[tuple[Any, ...]]]:
            with connection.cursor() as cursor:
                result = cursor.execute(query.sql, query.values())
                names = [column[0] for column in result.description or ()]
                return names, result.fetchall()

        def table(query: Query) -> pa.Table:
            with connection.cursor() as cursor:
                # A relation would be planned twice, which costs more than the copy of
                # these few rows that DuckDB warns of.
                result = cursor.execute(query.sql, query.values())
                return result.to_arrow_table()

        self.rows = lru_cache(maxsize=_KEPT_ROWS)(rows)
        self.table = lru_cache(maxsize=_KEPT_TABLES)(table)


@dataclass(frozen=True)
class Release:
    """A release as one script run sees it; nobody changes what it answers."""

    release_id: str
    cursor: duckdb.DuckDBPyConnection
    answers: Answers

    def records(self, query: Query) -> list[Record]:
        """The rows of a query over schema marts, by the names of its columns."""
        names, rows = self.answers.rows(query)
        return [dict(zip(names, row, strict=True)) for row in rows]

    def arrow(self, query: Query) -> pa.Table:
        """The rows of a query as columns."""
        return self.answers.table(query)

    def shown(self, query: Query) -> list[Record]:
        """The rows of a query whose columns a table shows too: asked once for both."""
        rows: list[Record] = self.arrow(query).to_pylist()
        return rows

    def rows(self, query: Query) -> list[tuple[Any, ...]]:
        """The rows of a small query as tuples."""
        return self.answers.rows(query)[1]

    def number(self, query: Query) -> int:
        """The one number that a query gives."""
        return int(self.rows(query)[0][0])

    def count(self, query: Query) -> int:
        """How many rows a query gives."""
        return self.number(query.counted())

    def batches(self, query: Query) -> Iterator[pa.RecordBatch]:
        """The rows of a query piece by piece, never all in memory."""
        result = self.cursor.sql(query.sql, params=query.values())
        yield from result.to_arrow_reader(_BATCH_ROWS)


class _Instance:
    """An open database, how many script runs read it, and what they asked."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self.readers = 0
        self.answers = Answers(connection)


_instances: dict[Path, _Instance] = {}
_lock = threading.Lock()


def home() -> Path:
    """The folder that holds all data (ACRE_HOME, by default ./warehouse)."""
    return Path(os.environ.get("ACRE_HOME", "warehouse")).absolute()


def current_id() -> str | None:
    """Id of the current release; None before the first publish."""
    try:
        text = (home() / "current").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return text if _RELEASE_ID.fullmatch(text) else None


@contextmanager
def open_current() -> Iterator[Release]:
    """Open the current release for one script run.

    Raises ReleaseUnavailable. A release that another reader still holds open is read
    on even when its folder has been deleted.
    """
    release_id = current_id()
    if release_id is None:
        raise ReleaseUnavailable(Trouble.NOT_PUBLISHED, home() / "current")
    with open_release(release_id) as release:
        yield release


@contextmanager
def open_release(release_id: str) -> Iterator[Release]:
    """Open a release by its id, whoever names it; raises ReleaseUnavailable."""
    path = _database(release_id)
    if not _RELEASE_ID.fullmatch(release_id):
        raise ReleaseUnavailable(Trouble.DELETED, path.parent)
    instance = _borrow(path)
    cursor = instance.connection.cursor()
    try:
        yield Release(release_id, cursor, instance.answers)
    finally:
        cursor.close()
        _give_back(path)


def open_paths() -> list[Path]:
    """Databases that this process holds open."""
    with _lock:
        return list(_instances)


def _database(release_id: str) -> Path:
    return home() / "releases" / release_id / "release.duckdb"


def _borrow(path: Path) -> _Instance:
    with _lock:
        instance = _instances.get(path)
        if instance is None:
            instance = _instances[path] = _Instance(_connect(path))
        instance.readers += 1
        _close_unread()
        return instance


def _give_back(path: Path) -> None:
    with _lock:
        _instances[path].readers -= 1
        _close_unread()


def _close_unread() -> None:
    release_id = current_id()
    current = _database(release_id) if release_id else None
    for path, instance in list(_instances.items()):
        if path != current and not instance.readers:
            instance.connection.close()
            del _instances[path]


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    if not path.is_file():
        raise ReleaseUnavailable(Trouble.DELETED, path.parent)
    try:
        return duckdb.connect(str(path), read_only=True, config=dict(_SEALED))
    except duckdb.Error as error:
        raise ReleaseUnavailable(Trouble.UNREADABLE, path) from error
