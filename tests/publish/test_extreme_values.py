"""No value that the contract allows, and no file of overrides, stops a release or is lost."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

ROOT = Path(__file__).resolve().parents[2]
LARGEST = "9999999999999999.99"
OVERRIDE = {
    "override_id": "one",
    "entered_at": "2026-11-29 06:09:16.055287",
    "territory_id": "T01",
    "target_grain": "quarter",
    "target_start": "2026-11-01",
    "override_amount": 250000.5,
    "system_amount": None,
    "author": "Wang",
    "reason": "a visit",
    "release_id": "r",
    "as_of": "2026-10-31",
}
OVERRIDES = {
    "a.json": json.dumps(OVERRIDE).encode(),
    "b.json": json.dumps(OVERRIDE | {"override_id": "b", "override_amount": 1e17}).encode(),
    "c.json": b'{"override_id": "c"',
    "d.json": b"\xff\xfe\x00 no text",
    "e.json": b"[]",
}  # fmt: skip


def run(home: Path, *arguments: str) -> str:
    """Run a module of the project; return what it said."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env=os.environ | {"ACRE_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


def rewrite(file: Path, change: Callable[[int, dict[str, str]], None]) -> None:
    """Change the rows of a CSV file, told by their number."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for number, row in enumerate(rows):
        change(number, row)
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def make_extreme(number: int, row: dict[str, str]) -> None:
    """Put the largest amounts, credit notes and days to come into some rows."""
    amounts = [column for column in row if column.endswith("amount")]
    for column in amounts:
        if number % 7 == 3:
            row[column] = LARGEST
        if number % 11 == 5:
            row[column] = f"-{LARGEST}"
    if row.get("outcome") == "won" and number % 2:
        row["amount"] = "-1000"
    if row.get("outcome") == "won" and number % 5 == 0:
        row["closed_on"] = "2099-12-31"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("extreme")
    exports = folder / "exports"
    size = ("--reps", "3", "--prospects-per-rep", "12", "--months", "14")
    run(folder, "ingest", "demo", "--out", str(exports), *size)
    for file in exports.glob("*/*.csv"):
        rewrite(file, make_extreme)
    run(folder, "ingest", "load", str(exports))
    (folder / "overrides").mkdir()
    for name, content in OVERRIDES.items():
        (folder / "overrides" / name).write_bytes(content)
    run(folder, "publish.build")
    return folder


def query(home: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(home / "acre.duckdb"), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_every_blocking_check_holds(home: Path) -> None:
    assert "Published release" in run(home, "publish")


def test_findings_name_the_records_and_fields(home: Path) -> None:
    kinds = query(
        home,
        "select distinct finding, entity, field from marts.fct_findings"
        " where finding in ('implausible_amount', 'negative_amount', 'closed_in_future')",
    )
    assert {
        ("implausible_amount", "projects", "amount"),
        ("implausible_amount", "prospects", "annual_revenue_amount"),
        ("implausible_amount", "quotations", "amount"),
        ("negative_amount", "projects", "amount"),
        ("closed_in_future", "projects", "closed_on"),
    } <= set(kinds)
    named = query(
        home,
        "select count(*) from marts.fct_findings as findings"
        " inner join marts.dim_projects as projects"
        " on findings.record_id = projects.project_id"
        f" where finding = 'implausible_amount' and field = 'amount' and value = '{LARGEST}'",
    )
    assert named[0][0] != 0


def test_credit_notes_are_netted_in_won_and_never_open(home: Path) -> None:
    assert query(home, "from marts.fct_open_projects where amount < 0") == []
    assert query(home, "from marts.fct_open_pipeline where open_amount < 0") == []
    assert query(
        home, "from marts.dim_projects where outcome = 'won' and amount < 0 limit 1"
    )


def test_what_closes_in_the_future_is_open(home: Path) -> None:
    closings = query(
        home,
        "select projects.outcome, projects.is_open from marts.fct_findings as findings"
        " inner join marts.dim_projects as projects"
        " on findings.record_id = projects.project_id"
        " where finding = 'closed_in_future'",
    )
    assert set(closings) == {("open", True)}


def test_files_that_are_no_overrides_are_ignored_and_reported(home: Path) -> None:
    assert query(home, "select override_id from marts.fct_overrides") == [("one",)]
    assert query(
        home,
        "select record_id, field from marts.fct_findings"
        " where finding = 'invalid_override' order by record_id",
    ) == [
        ("b.json", "override_amount"),
        ("c.json", "override_id"),
        ("d.json", "override_id"),
        ("e.json", "override_id"),
    ]
