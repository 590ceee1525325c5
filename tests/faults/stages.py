"""What is run: a home as it is before a command, and what is to be read of it after."""

import contextlib
import io
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import duckdb

from acre_home.files import read_json
from acre_home.home import Home
from ingest.__main__ import main as ingest
from publish import build_record, current, warehouse
from publish.build_record import BuildRecord
from tests.publish.company import ONE_CHECK
from tests.publish.workshop import PROJECT, Workshop

State = object
HEADER = "prospect_id,name,declared_grade\n"


@dataclass(frozen=True)
class Stage:
    """A command, the home that it starts from, its input, and how to read the state."""

    command: str
    home: Path
    input: Path
    state: Callable[[Path], State]


def of_load(folder: Path) -> Stage:
    """Return the load of a second export of two files."""
    exports = folder / "exports"
    _write(exports / "2026-01-31" / "prospects.csv", HEADER + "P1,a,A\nP2,b,B\n")
    home = folder / "load"
    _ingest(home, "load", exports)
    _write(exports / "2026-02-28" / "prospects.csv", HEADER + "P1,a,B\nP3,c,Z\n")
    reps = "".join(f"R{number},name {number}\n" for number in range(2000))
    _write(exports / "2026-02-28" / "reps.csv", "rep_id,name\n" + reps)
    return Stage("load", home, exports, _loads)


def of_rebuild(folder: Path) -> Stage:
    """Return the rebuild of a warehouse of two exports that is sound."""
    exports = folder / "exports"
    for day in ("2026-01-31", "2026-02-28"):
        _write(exports / day / "prospects.csv", HEADER + f"P1,of {day},A\n")
    home = folder / "rebuild"
    _ingest(home, "load", exports)
    return Stage("rebuild", home, exports, _loads)


def of_build(folder: Path) -> Stage:
    """Return the build, with a small dbt project, of what came after an earlier build."""
    workshop = Workshop(folder / "repository", Home(folder / "build"))
    for path, text in PROJECT.items():
        workshop.write(path, text)
    workshop.home.path.mkdir(parents=True)
    workshop.load("create schema raw")
    workshop.load(
        "create table raw.batches as select 'acre' as source, '' as part,"
        " unnest(['prospects', 'reps']) as entity, date '2026-01-31' as exported_on"
    )
    with contextlib.redirect_stderr(io.StringIO()):
        assert workshop.build() == 0
    workshop.load(
        "insert into raw.batches (source, part, entity, exported_on) values ('acre', '', 'products', '2026-01-01')"
    )
    return Stage("build", workshop.home.path, workshop.repository, _marts)


def of_publish(folder: Path, publish: Callable[[Path, Path], None]) -> Stage:
    """Return the second publish of a company, with one check."""
    home = Home(folder / "publish")
    home.path.mkdir(parents=True)
    script = Path(warehouse.__file__).parents[1] / "tests/publish/built_warehouse.sql"
    with duckdb.connect(str(home.warehouse)) as connection:
        connection.execute(script.read_text(encoding="utf-8"))
    checks = folder / "checks.yml"
    checks.write_text(ONE_CHECK, encoding="utf-8")
    _record_build(home)
    publish(home.path, checks)
    with duckdb.connect(str(home.warehouse)) as connection:
        connection.execute("create table marts.later as from range(1000)")
    _record_build(home)
    return Stage("publish", home.path, checks, _release)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _ingest(home: Path, *arguments: object) -> str:
    out = io.StringIO()
    with (
        patch.dict(os.environ, {"ACRE_HOME": str(home)}),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(io.StringIO()),
    ):
        assert ingest([str(argument) for argument in arguments]) == 0
    return out.getvalue()


def _record_build(home: Home) -> None:
    with warehouse.opened(home, read_only=True) as connection:
        raw = warehouse.raw_fingerprint(connection)
    state = build_record.warehouse_state(home)
    build_record.write(home, BuildRecord(raw, "project", *state, "2026-11-02"))


def _loads(home: Path) -> State:
    """Return what status says, and that raw and its archive agree with it."""
    return json.loads(_ingest(home, "status", "--json"))


def _marts(home: Path) -> State:
    with duckdb.connect(str(home / "acre.duckdb"), read_only=True) as connection:
        return connection.execute("from marts.fct_entities order by all").fetchall()


def _release(home: Path) -> State:
    """Return the row counts of the release in use; all that it lists must be there."""
    database = current.database(Home(home))
    assert database is not None
    listed = (read_json(database.with_name("release.json")) or {})["tables"]
    with duckdb.connect(str(database), read_only=True) as connection:
        counts = {
            table: len(connection.execute(f'from marts."{table}"').fetchall())
            for table in listed
        }
    assert counts == listed
    # Each publish adds its own results to those before.
    return {name: n for name, n in counts.items() if name != "fct_check_results"}


def fresh(stage: Stage, place: Path) -> Path:
    """Return a copy of the home that the stage starts from."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(stage.home, place)
    return place
