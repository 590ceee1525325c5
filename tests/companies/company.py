"""A small company in memory, whose loaded rows a test changes before it builds them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import duckdb

from acre_home.sql import literal
from ingest import contract
from ingest.warehouse import row_hash
from publish import checks, marts, runs
from publish.build_record import BuildRecord
from publish.check_exceptions import write_check_exceptions
from publish.check_results import write_check_results
from publish.checks import Check, Verdict
from tests.backtest import models
from tests.backtest.models import Model
from tests.dashboard.release_fixture import swap

ROOT = Path(__file__).resolve().parents[2]
RELEASE_ID = "20261101T023000000Z-0badcafe"
DEMO = ("--reps", "3", "--prospects-per-rep", "10", "--months", "4")
BUILD = BuildRecord("raw", "project", 0, 0, "2026-11-01")
ENTITIES = contract.load_contract().entities


@dataclass(frozen=True)
class Company:
    """A warehouse that was loaded, and an engine that builds variants of it in memory."""

    warehouse: Path
    connection: duckdb.DuckDBPyConnection
    models: Sequence[Model]

    def publish(self, home: Path, changes: Sequence[str] = ()) -> None:
        """Change the loaded rows, build the marts, and make them the release of `home`."""
        self._load()
        for change in changes:
            self.connection.execute(change)
        self._tidy()
        self._build()
        self._release(home)

    def _load(self) -> None:
        path = literal(str(self.warehouse))
        self.connection.execute(f"attach {path} as loaded (read_only)")
        for table in (*ENTITIES, "batches", "rejects"):
            self.connection.execute(
                f"create or replace table raw.{table} as from loaded.raw.{table}"
            )
        self.connection.execute("detach loaded")

    def _tidy(self) -> None:
        """Leave what a load leaves: no key twice, and equal rows with equal hashes.

        Versions are runs of equal hashes, so hashes of fields that are blank now would
        tell apart what the export does not.
        """
        for name, entity in ENTITIES.items():
            key = ", ".join(entity.key)
            self.connection.execute(
                f"delete from raw.{name} where rowid not in"
                f" (select min(rowid) from raw.{name} group by batch_id, {key})"
            )
            self.connection.execute(
                f"update raw.{name} set row_hash = {row_hash(entity)}"
            )

    def _build(self) -> None:
        for model in self.models:
            if model.kind == "table":
                # Into the table that is there: it has the types of its contract, and
                # the words of the glossary as comments.
                self.connection.execute(f"truncate {model.relation}")
                self.connection.execute(
                    f"insert into {model.relation} by name {model.sql}"
                )

    def _release(self, home: Path) -> None:
        folder = home / "releases" / RELEASE_ID
        folder.mkdir(parents=True)
        loaded = marts.loaded_entities(self.connection)
        verdicts = [
            Verdict(check, passed=True, failed_count=0, observed_value="0")
            for check in checks.applicable(_checks(), loaded)
        ]
        with marts.attached_release(self.connection, folder / "release.duckdb"):
            marts.copy(self.connection, {})
            runs.store(self.connection, BUILD)
            write_check_results(
                self.connection, RELEASE_ID, verdicts, datetime(2026, 11, 1), None
            )
            write_check_exceptions(self.connection, verdicts)
        (folder / "release.json").write_text(json.dumps({"id": RELEASE_ID}))
        swap(home, RELEASE_ID)


@cache
def _checks() -> list[Check]:
    return checks.load()


def demo(home: Path) -> None:
    """Load a small demo company into `home`."""
    exports = str(home / "demo")
    _run(home, [sys.executable, "-m", "ingest", "demo", "--out", exports, *DEMO])
    load(home, exports)


def load(home: Path, *arguments: str) -> None:
    """Load exports into `home`, as `python -m ingest load` does."""
    _run(home, [sys.executable, "-m", "ingest", "load", *arguments])


def built(home: Path) -> Company:
    """The company of a loaded warehouse, which dbt builds once for its tables."""
    target = str(home / "target")
    command = [
        *("build", "--project-dir", "dbt_project", "--profiles-dir", "."),
        *("--target-path", target, "--log-path", target, "--quiet"),
        *("--exclude-resource-type", "test", "unit_test"),
    ]
    _run(home, [str(Path(sys.executable).with_name("dbt")), *command])
    warehouse = home / "acre.duckdb"
    connection = duckdb.connect(config={"threads": 1})
    connection.execute(f"attach {literal(str(warehouse))} as built (read_only)")
    connection.execute("attach ':memory:' as acre; use acre")
    connection.execute("copy from database built to acre; detach built")
    return Company(warehouse, connection, models.of_target(Path(target)))


def _run(home: Path, command: Sequence[str]) -> None:
    environment = os.environ | {"ACRE_HOME": str(home)}
    run = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout[-5000:] + run.stderr
