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
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

import duckdb
import pandas as pd

_SEALED = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "lock_configuration": "true",
}
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


@dataclass(frozen=True)
class Release:
    """A release as one script run sees it."""

    release_id: str
    cursor: duckdb.DuckDBPyConnection

    def table(
        self, query: str, parameters: Mapping[str, object] | None = None
    ) -> pd.DataFrame:
        """The rows of a query over schema marts; values come as $name parameters."""
        return self.cursor.execute(query, dict(parameters or {})).df()

    def has(self, mart: str) -> bool:
        """True where the release holds the mart; older releases may lack newer ones."""
        query = "select 1 from duckdb_tables() where table_name = $mart"
        return self.cursor.execute(query, {"mart": mart}).fetchone() is not None


@dataclass
class _Instance:
    connection: duckdb.DuckDBPyConnection
    readers: int = 0


_instances: dict[Path, _Instance] = {}
_lock = threading.Lock()
_in_use: ContextVar[Release] = ContextVar("release")


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
    """Open the current release for one script run; `in_use` gives it meanwhile.

    Raises ReleaseUnavailable. A release that another reader still holds open is read
    on even when its folder has been deleted.
    """
    release_id = current_id()
    if release_id is None:
        raise ReleaseUnavailable(Trouble.NOT_PUBLISHED, home() / "current")
    with open_release(release_id) as release:
        token = _in_use.set(release)
        try:
            yield release
        finally:
            _in_use.reset(token)


@contextmanager
def open_release(release_id: str) -> Iterator[Release]:
    """Open a release by its id; raises ReleaseUnavailable."""
    path = _database(release_id)
    cursor = _borrow(path)
    try:
        yield Release(release_id, cursor)
    finally:
        _give_back(path, cursor)


def in_use() -> Release:
    """The release of this script run; a page calls it, the router has opened it."""
    return _in_use.get()


def open_paths() -> list[Path]:
    """Databases that this process holds open."""
    with _lock:
        return list(_instances)


def _database(release_id: str) -> Path:
    return home() / "releases" / release_id / "release.duckdb"


def _borrow(path: Path) -> duckdb.DuckDBPyConnection:
    with _lock:
        instance = _instances.get(path)
        if instance is None:
            instance = _instances[path] = _Instance(_connect(path))
        instance.readers += 1
        _close_unread()
        return instance.connection.cursor()


def _give_back(path: Path, cursor: duckdb.DuckDBPyConnection) -> None:
    cursor.close()
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
