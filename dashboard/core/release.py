"""Find and open the current release: read-only, sealed off, one instance for all.

A script run reads one release from its start to its end, through a cursor of its own.
The next run takes the release that `current` names then; an instance that is no longer used
any more is closed. Paths of releases are never reused, which DuckDB needs: it keeps
open databases by path.
"""

from __future__ import annotations

import os
import re
import threading
import warnings
from collections import OrderedDict
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Any, Generic, TypeVar

import duckdb
import pyarrow as pa

from acre_home.home import RELEASE_ID, Home
from dashboard.core.query import Query

_SEALED = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "lock_configuration": "true",
}
warnings.filterwarnings("ignore", message="Arrow output on a DB-API result")
Record = dict[str, Any]
_T = TypeVar("_T")
_BATCH_ROWS = 20_000
# Rows are of small queries, tables of up to some hundred rows that are shown.
_KEPT_ROWS, _KEPT_TABLES = 1000, 200
# From the root, and not the rest of something else.
_PATH = re.compile(r"(?<![^\s\"'(:,=])(?:[A-Za-z]:\\|/(?!/))[^\s\"')]+")


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


class Asked(Generic[_T]):
    """What was asked of a release and answered, the last `most` queries of it.

    A query that is asked while its answer is on the way waits for that answer.
    """

    def __init__(self, ask: Callable[[Query], _T], most: int) -> None:
        self._ask = ask
        self._most = most
        self._answers: OrderedDict[Query, Future[_T]] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, query: Query) -> _T:
        with self._lock:
            answer = self._answers.get(query)
            is_new = answer is None
            if answer is None:
                answer = self._answers[query] = Future()
            self._answers.move_to_end(query)
            if len(self._answers) > self._most:
                self._answers.popitem(last=False)
        if is_new:
            self._answer(query, answer)
        return answer.result()

    def _answer(self, query: Query, answer: Future[_T]) -> None:
        try:
            answer.set_result(self._ask(query))
        except BaseException as error:
            # Whoever waits for it fails as well; whoever asks later asks again.
            with self._lock:
                self._answers.pop(query, None)
            answer.set_exception(error)

    def forget(self) -> None:
        """Let the answers go."""
        with self._lock:
            self._answers.clear()


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

        self.rows = Asked(rows, _KEPT_ROWS)
        self.table = Asked(table, _KEPT_TABLES)

    def forget(self) -> None:
        """Let the answers go; a session that its reader has left holds on to this."""
        self.rows.forget()
        self.table.forget()


@dataclass(frozen=True)
class Release:
    """A release as one script run sees it; read only."""

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
    """An open release, how many script runs read it, and what they asked."""

    def __init__(self, release_id: str, path: Path) -> None:
        self.release_id = release_id
        self.path = path
        self.connection = _connect(path)
        self.readers = 0
        self.answers = Answers(self.connection)

    def close(self) -> None:
        self.connection.close()
        self.answers.forget()


_instances: dict[Path, _Instance] = {}
_lock = threading.Lock()


def home() -> Path:
    """The folder that holds all data (ACRE_HOME, by default ./warehouse)."""
    return Home.from_environment().path


def without_paths(text: str) -> str:
    """The text with paths as they are within `home`; others are left out."""
    return _PATH.sub("…", text.replace(f"{home()}{os.sep}", ""))


def current_id() -> str | None:
    """Id of the current release; None before the first publish."""
    return Home.from_environment().current_release_id()


@contextmanager
def open_current() -> Iterator[Release]:
    """Open the current release for one script run.

    Raises ReleaseUnavailable. A release that another reader still holds open is read
    on even when its folder has been deleted.
    """
    with _reading(_borrow_current()) as release:
        yield release


@contextmanager
def open_release(release_id: str) -> Iterator[Release]:
    """Open a release by its id, whoever names it; raises ReleaseUnavailable."""
    if not RELEASE_ID.fullmatch(release_id):
        raise ReleaseUnavailable(Trouble.DELETED, _database(release_id).parent)
    with _reading(_borrow(release_id)) as release:
        yield release


def open_paths() -> list[Path]:
    """Databases that this process holds open."""
    with _lock:
        return list(_instances)


def is_on_disk(release_id: str) -> bool:
    """Whether another process could open a release."""
    return _database(release_id).is_file()


def _database(release_id: str) -> Path:
    return home() / "releases" / release_id / "release.duckdb"


def _borrow_current() -> _Instance:
    while True:
        release_id = current_id()
        if release_id is None:
            raise ReleaseUnavailable(Trouble.NOT_PUBLISHED, home() / "current")
        try:
            return _borrow(release_id)
        except ReleaseUnavailable:
            # Publishes may have made it an old one, and removed it, since we looked.
            if current_id() == release_id:
                raise


def _borrow(release_id: str) -> _Instance:
    path = _database(release_id)
    with _lock:
        instance = _instances.get(path)
        if instance is None:
            instance = _instances[path] = _Instance(release_id, path)
        instance.readers += 1
        _close_unread()
        return instance


@contextmanager
def _reading(instance: _Instance) -> Iterator[Release]:
    """A release as one script run sees it; gives the instance back in the end."""
    try:
        with instance.connection.cursor() as cursor:
            yield Release(instance.release_id, cursor, instance.answers)
    finally:
        with _lock:
            instance.readers -= 1
            _close_unread()


def _close_unread() -> None:
    release_id = current_id()
    current = _database(release_id) if release_id else None
    for path, instance in list(_instances.items()):
        if path != current and not instance.readers:
            instance.close()
            del _instances[path]


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    if not path.is_file():
        raise ReleaseUnavailable(Trouble.DELETED, path.parent)
    try:
        return duckdb.connect(str(path), read_only=True, config=dict(_SEALED))
    except duckdb.Error as error:
        raise ReleaseUnavailable(Trouble.UNREADABLE, path) from error
