"""`python -m publish verify` finds what is damaged and says how it is mended."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from acre_home.files import hash_of
from acre_home.home import REPOSITORY
from tests.ingest.exports import Home as Exports
from tests.publish.company import Company

OVERRIDE = {
    "override_id": "1",
    "entered_at": "2026-02-01 08:00:00",
    "territory_id": "T1",
    "target_grain": "month",
    "target_start": "2026-03-01",
    "override_amount": 5.0,
    "system_amount": None,
    "author": "Li",
    "reason": "budget",
    "release_id": "r",
    "as_of": "2026-02-28",
}


@dataclass(frozen=True)
class Verified:
    code: int
    lines: list[str]
    problems: list[str]


@pytest.fixture
def stored(tmp_path: Path, published: Company) -> Exports:
    """An ACRE_HOME with two exports, a release and a manager override."""
    home = Exports(tmp_path)
    header = "prospect_id,name\n"
    home.write("prospects.csv", header + "P1,a\nP2,b\n", "2026-01-31")
    home.write("prospects.csv", header + "P1,a\nP2,c\n,d\n", "2026-02-28")
    quotes = "quotation_id,project_id,quoted_on\nQ1,J1,2026-02-01\nQ1,J1,2026-02-01\n"
    home.write("quotations.csv", quotes, "2026-02-28")
    assert home.load().code == 0
    for name in ("releases", "current"):
        (published.home.path / name).rename(home.warehouse / name)
    (home.warehouse / "overrides").mkdir()
    (home.warehouse / "overrides" / "1.json").write_text(json.dumps(OVERRIDE))
    return home


def verify(home: Exports, *arguments: object) -> Verified:
    done = subprocess.run(
        [sys.executable, "-m", "publish", "verify", *map(str, arguments)],
        env=os.environ | {"ACRE_HOME": str(home.warehouse)},
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
    )
    assert "Traceback" not in done.stderr, done.stderr
    problems = [line[2:] for line in done.stderr.splitlines() if line[0] == "✗"]
    return Verified(done.returncode, done.stdout.splitlines(), problems)


def copy_of(home: Exports, file: str, day: str) -> Path:
    listed = json.loads((home.warehouse / "exports" / "batches.json").read_text())
    (found,) = (
        row["file_hash"]
        for row in listed["batches"]
        if (row["file"], row["exported_on"]) == (file, day)
    )
    return home.warehouse / "exports" / f"{found}.zst"


def release_of(home: Exports) -> Path:
    return home.warehouse / "releases" / (home.warehouse / "current").read_text()


def test_what_is_sound_is_counted(stored: Exports) -> None:
    assert verify(stored) == Verified(
        0,
        [
            "Archive: 3 copies: good",
            "Warehouse: 3 files loaded: good",
            "Releases: 1 release: good",
            "Overrides: 1 entry: good",
        ],
        [],
    )


def test_a_release_keeps_the_hash_of_its_database(published: Company) -> None:
    database = published.home.release(published.current()) / "release.duckdb"
    assert published.release_json()["sha256"] == hash_of(database)


def test_copies_are_put_back_from_files_and_from_other_copies(stored: Exports) -> None:
    missing = copy_of(stored, "prospects.csv", "2026-01-31")
    damaged = copy_of(stored, "quotations.csv", "2026-02-28")
    backup = stored.folder / "backup"
    backup.mkdir()
    shutil.copy(damaged, backup)
    shutil.copy(stored.exports / "2026-01-31" / "prospects.csv", backup / "renamed.csv")
    (backup / "other.zst").write_bytes(b"no archive")
    missing.unlink()
    damaged.write_bytes(damaged.read_bytes()[:-4])
    found = verify(stored)
    assert found.code == 1
    assert found.lines[0] == "Archive: 2 copies: 2 problems"
    assert [sentence.split(";")[0] for sentence in found.problems] == [
        f"{missing}: is missing",
        f"{damaged}: is damaged",
    ]
    healed = verify(stored, "--from", backup)
    assert healed.code == 0
    assert healed.lines[0] == "Archive: 3 copies, 2 put back: good"
    assert verify(stored).code == 0


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            "delete from raw.prospects where name = 'b'",
            "prospects.csv of 2026-01-31: raw.prospects holds other rows",
        ),
        (
            "update raw.prospects set name = 'B' where name = 'b'",
            "prospects.csv of 2026-01-31: raw.prospects holds other rows",
        ),
        (
            "delete from raw.quotations",
            "quotations.csv of 2026-02-28: raw.quotations holds other rows",
        ),
        (
            "update raw.prospects set batch_id = 'nobody' where name = 'b'",
            "raw.prospects: holds rows of no file",
        ),
        (
            "delete from raw.rejects",
            "prospects.csv of 2026-02-28: raw.batches does not account",
        ),
        ("delete from raw.batches", "lacks 3 files that the archive lists as loaded"),
    ],
)
def test_raw_that_was_changed_is_found(
    stored: Exports, change: str, sentence: str
) -> None:
    with duckdb.connect(str(stored.warehouse / "acre.duckdb")) as connection:
        connection.execute(change)
    found = verify(stored)
    assert found.code == 1
    assert any(sentence in problem for problem in found.problems), found.problems
    assert all("python -m ingest rebuild" in problem for problem in found.problems)
    assert stored.ingest("rebuild").code == 0
    assert verify(stored).code == 0


def test_a_warehouse_that_cannot_be_opened(stored: Exports) -> None:
    (stored.warehouse / "acre.duckdb").write_bytes(b"x" * 20_000)
    found = verify(stored)
    (sentence,) = found.problems
    assert "cannot be opened" in sentence
    assert "python -m ingest rebuild" in sentence
    assert found.lines[0] == "Archive: 3 copies: good"


def test_a_release_that_was_changed_or_is_from_before(stored: Exports) -> None:
    folder = release_of(stored)
    database = folder / "release.duckdb"
    with database.open("r+b") as file:
        file.seek(5000)
        file.write(b"damage")
    found = verify(stored)
    (sentence,) = found.problems
    assert sentence.startswith(f"{database}: is not what was published; put it back")
    content = json.loads((folder / "release.json").read_text())
    del content["sha256"]
    (folder / "release.json").write_text(json.dumps(content))
    found = verify(stored)
    assert (found.code, found.lines[2]) == (
        0,
        "Releases: 1 release, 1 with a hash not recorded: good",
    )
    database.unlink()
    (sentence,) = verify(stored).problems
    assert sentence.startswith(f"{database}: is missing")
    shutil.rmtree(folder)
    (sentence,) = verify(stored).problems
    assert "names no release that is there" in sentence


def test_overrides_that_cannot_be_read(stored: Exports) -> None:
    folder = stored.warehouse / "overrides"
    (folder / "2.json").write_text("{")
    (folder / "3.json").write_text(json.dumps({**OVERRIDE, "as_of": 1} | {"x": 1}))
    incomplete = {key: OVERRIDE[key] for key in OVERRIDE if key != "author"}
    (folder / "4.json").write_text(json.dumps(incomplete))
    found = verify(stored)
    assert found.lines[3] == "Overrides: 4 entries: 2 problems"
    assert found.problems[0].startswith(f"{folder / '2.json'}: is no readable JSON")
    assert found.problems[1].startswith(f"{folder / '4.json'}: lacks author")


def test_a_listing_that_is_gone_is_written_again(stored: Exports) -> None:
    listing = stored.warehouse / "exports" / "batches.json"
    before = listing.read_text()
    listing.unlink()
    assert verify(stored).code == 0
    assert listing.read_text() == before


def test_a_folder_that_is_not_there(stored: Exports) -> None:
    found = verify(stored, "--from", stored.folder / "absent")
    assert (found.code, found.problems[0].endswith("check --from.")) == (1, True)


def test_a_home_with_nothing_in_it(tmp_path: Path) -> None:
    home = Exports(tmp_path)
    home.warehouse.mkdir()
    found = verify(home)
    assert found.code == 0
    assert found.lines[1] == "Warehouse: nothing loaded: good"
