"""Releases that can be told apart: each names itself in everything that a page shows."""

import re
import shutil
from pathlib import Path

import duckdb

from acre_home.files import read_json, sync, write_json, write_text
from acre_home.home import Home
from acre_home.sql import quoted
from publish import retention
from publish.release import DRAFT_PREFIX

KEPT = 3
STAMP = re.compile(rb"release\d{4}x")
_PREFIX = "20300101T000000000Z-"

_COLUMNS = """
    select table_name, column_name, data_type from duckdb_columns()
    where schema_name = 'marts' and database_name = current_database()
"""
_NUMBERS = ("BIGINT", "INTEGER", "DOUBLE", "DECIMAL")


class Press:
    """Makes releases from one base: all names and the release's id bear its stamp.

    Every second release has all counts and amounts doubled, so that a figure of one
    among those of the other shows.
    """

    def __init__(self, home: Path) -> None:
        self._home = Home(home)
        base_id = self._home.current_release_id()
        if base_id is None:
            raise FileNotFoundError(self._home.current)
        self._base_id = base_id
        folder = self._home.release(base_id)
        self._about = read_json(folder / "release.json") or {}
        self._variants = (home / "even.duckdb", home / "odd.duckdb")
        for variant in self._variants:
            shutil.copy(folder / "release.duckdb", variant)
        _double(self._variants[1])
        self.count = 0

    def publish(self) -> int:
        """Make the next release the current one, as publish does; return its number.

        Older ones than KEPT go, as retention lets them.
        """
        number = self.count + 1
        release_id = f"{_PREFIX}{_stamp(number)}"
        draft = self._home.releases / (DRAFT_PREFIX + release_id)
        draft.mkdir(parents=True)
        database = draft / "release.duckdb"
        shutil.copy(self._variants[number % 2], database)
        self._name(database, number, release_id)
        sync(database)
        write_json(draft / "release.json", {**self._about, "id": release_id})
        draft.rename(self._home.release(release_id))
        sync(self._home.releases)
        write_text(self._home.current, release_id)
        self.count = number
        retention.remove_outdated(self._home, KEPT)
        return number

    def on_disk(self) -> list[str]:
        """Ids of the releases whose folder is still there."""
        return sorted(path.name for path in self._home.releases.iterdir())

    def _name(self, database: Path, number: int, release_id: str) -> None:
        with duckdb.connect(str(database)) as connection:
            for table, column, _ in connection.execute(_COLUMNS).fetchall():
                if column == "name":
                    connection.execute(
                        f"update marts.{quoted(table)}"
                        " set name = coalesce(name, '') || ' ' || ?",
                        [_stamp(number)],
                    )
            connection.execute(
                "update marts.fct_check_results set release_id = ? where release_id = ?",
                [release_id, self._base_id],
            )
            connection.execute("checkpoint")


def number_of(stamp: bytes) -> int:
    """The number of the release that a stamp names."""
    return int(stamp[len(b"release") : -1])


def _stamp(number: int) -> str:
    return f"release{number:04}x"


def _double(database: Path) -> None:
    with duckdb.connect(str(database)) as connection:
        for table, column, kind in connection.execute(_COLUMNS).fetchall():
            is_number = kind.startswith(_NUMBERS) and not table.startswith("fct_check")
            if is_number and column.endswith(("_count", "_amount")):
                name = quoted(column)
                connection.execute(
                    f"update marts.{quoted(table)} set {name} = {name} * 2"
                )
        connection.execute("checkpoint")
