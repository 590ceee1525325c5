"""An ACRE_HOME with a built warehouse, and publishes of it in other processes."""

import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from typing import Any

import duckdb

from acre_home.home import Home
from acre_home.refusals import run
from publish import build_record, checks, warehouse
from publish.__main__ import main
from publish.build_record import BuildRecord
from publish.checks import CHECKS_FILE

Preparation = Callable[[], None]

ONE_CHECK = """
checks:
  - name: prospects_unique
    subject: marts.dim_prospects
    severity: blocking
    expectation: expect_column_values_to_be_unique
    arguments: {column: prospect_id}
    description: Every prospect has one row.
"""


@dataclass
class Publish:
    """One publish in another process, and what it said once it has ended."""

    process: ForkServerProcess
    folder: Path

    @property
    def exit_code(self) -> int:
        """Wait for the end; a killed process has the negative signal."""
        self.process.join(60)
        code = self.process.exitcode
        assert code is not None, "the publish hangs"
        return code

    @property
    def stdout(self) -> str:
        return (self.folder / "stdout").read_text(encoding="utf-8")

    @property
    def stderr(self) -> str:
        return (self.folder / "stderr").read_text(encoding="utf-8")

    @property
    def done(self) -> list[str]:
        """Return the messages of what was done."""
        return self._marked("✓")

    @property
    def noted(self) -> list[str]:
        """Return the messages that stop nothing."""
        return self._marked("•")

    @property
    def failed(self) -> list[str]:
        """Return the messages of what failed."""
        return self._marked("✗")

    def _marked(self, mark: str) -> list[str]:
        lines = self.stderr.splitlines()
        return [line[2:] for line in lines if line.startswith(mark)]


@dataclass
class Company:
    """An ACRE_HOME with a built warehouse."""

    home: Home
    scratch: Path
    server: ForkServerContext
    checks_file: Path = CHECKS_FILE
    started: int = 0

    def sql(self, *statements: str) -> None:
        """Change the warehouse as a load and the build after it would."""
        self.load(*statements)
        self.record_build()

    def check_only(self, text: str) -> None:
        """Put other checks in the place of those of the product."""
        self.checks_file = self.scratch / "checks.yml"
        self.checks_file.write_text(text, encoding="utf-8")

    def load(self, *statements: str) -> None:
        """Change the warehouse without a build after it."""
        with duckdb.connect(str(self.home.warehouse)) as connection:
            for statement in statements:
                connection.execute(statement)

    def record_build(self) -> None:
        with warehouse.opened(self.home, read_only=True) as connection:
            raw = warehouse.raw_fingerprint(connection)
        state = build_record.warehouse_state(self.home)
        build_record.write(self.home, BuildRecord(raw, "project", *state, "2026-11-02"))

    def start(self, *arguments: str, prepare: Preparation | None = None) -> Publish:
        """Start `python -m publish`; prepare runs in the new process before it."""
        self.started += 1
        folder = self.scratch / str(self.started)
        folder.mkdir()
        process = self.server.Process(
            target=_publish,
            args=(self.home, self.checks_file, folder, arguments, prepare),
        )
        process.start()
        return Publish(process, folder)

    def publish(self, *arguments: str, prepare: Preparation | None = None) -> Publish:
        """Run `python -m publish` to its end."""
        publish = self.start(*arguments, prepare=prepare)
        publish.process.join(60)
        return publish

    def current(self) -> str:
        """Return the id that `current` holds."""
        return self.home.current.read_text(encoding="utf-8")

    def release_ids(self) -> list[str]:
        """Return the names of all that is in releases/, drafts included."""
        return sorted(path.name for path in self.home.releases.iterdir())

    def release_json(self) -> dict[str, Any]:
        path = self.home.release(self.current()) / "release.json"
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return content

    def query(self, query: str) -> list[tuple[Any, ...]]:
        """Read the current release as the dashboard does."""
        path = self.home.release(self.current()) / "release.duckdb"
        settings: dict[str, Any] = {"enable_external_access": "false"}
        with duckdb.connect(str(path), read_only=True, config=settings) as connection:
            return connection.execute(query).fetchall()


def _publish(
    home: Home,
    checks_file: Path,
    folder: Path,
    arguments: tuple[str, ...],
    prepare: Preparation | None,
) -> None:
    for stream, name in ((1, "stdout"), (2, "stderr")):
        os.dup2(os.open(folder / name, os.O_WRONLY | os.O_CREAT), stream)
    os.environ["ACRE_HOME"] = str(home.path)
    sys.argv = ["publish", *arguments]
    checks.load = partial(checks.load, checks_file)
    if prepare:
        prepare()
    run(main)
