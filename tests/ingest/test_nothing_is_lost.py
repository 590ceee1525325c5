"""Loads are one transaction, in any order the same, and every export can be had back."""

import itertools
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from ingest.contract import load_contract
from tests.ingest.exports import Home

ROOT = Path(__file__).resolve().parents[2]
HEADER = "prospect_id,name,declared_grade\n"
SNAPSHOTS = {
    "2026-01-31": "P1,a,A\nP2,b,B\n",
    "2026-02-28": "P1,a,A\nP2,b,C\nP3,c,Z\n",
    "2026-03-31": "P1,a,A\nP3,c,D\nP3,c,C\n",
    "2026-04-30": "P1,a,A\nP2,b,C\n",
}


def contents(home: Home) -> dict[str, list[tuple[object, ...]]]:
    """Return every table of raw, without what depends on the order and time of loading."""
    tables = load_contract().columns.keys() - {"batches"}
    batches = "select batch_id, file, file_hash, exported_on, rows_read, rows_rejected"
    found = {"batches": home.query(f"{batches} from raw.batches order by all")}
    for table in tables:
        found[table] = home.query(f"select * from raw.{table} order by all")
    return found


def test_any_order_of_loads_gives_the_same_warehouse(tmp_path: Path) -> None:
    seen = []
    for number, order in enumerate(itertools.permutations(SNAPSHOTS)):
        home = Home(tmp_path / str(number))
        for day in order:
            home.write("prospects.csv", HEADER + SNAPSHOTS[day], day)
            assert home.load().code == 0
        seen.append(contents(home))
    assert all(other == seen[0] for other in seen)
    assert len(seen[0]["prospects"]) == 7


def test_restore_gives_every_file_back_byte_for_byte(home: Home) -> None:
    files = {
        "prospects.csv": '\ufeffprospect_id,name,extra\r\nP1,"a, b",x\r\n'.encode(),
        "projects.csv": b"project_id;opened_on;outcome\nJ1;2026-01-01;open\nJ2;bad;open\n",
        "more/reps.csv": b"rep_id\nR1\n\nR2",
    }
    for name, content in files.items():
        home.write(name, content)
    assert home.load().code == 0
    back = home.folder / "back"
    assert (
        home.ingest("restore", "--exported-on", "2026-01-31", "--out", back).code == 0
    )
    found = {
        p.relative_to(back).as_posix(): p.read_bytes() for p in back.rglob("*.csv")
    }
    assert found == files


def test_restore_of_what_was_never_loaded(home: Home) -> None:
    home.write("prospects.csv", HEADER + "P1,a,A\n")
    home.load()
    outcome = home.ingest(
        "restore", "--exported-on", "2025-01-31", "--out", home.folder / "b"
    )
    assert (outcome.code, "No export of 2025-01-31" in outcome.err) == (1, True)


def test_restore_overwrites_nothing(home: Home) -> None:
    file = home.write("prospects.csv", HEADER + "P1,a,A\n")
    home.load()
    outcome = home.ingest(
        "restore", "--exported-on", "2026-01-31", "--out", file.parent
    )
    assert (outcome.code, "exists already" in outcome.err) == (1, True)


def test_a_damaged_copy_is_not_given_back(home: Home) -> None:
    home.write("prospects.csv", HEADER + "P1,a,A\n")
    home.write("prospects.csv", HEADER + "P2,b,A\n", "2026-02-28")
    home.load()
    one, other = (home.warehouse / "exports").glob("*.zst")
    one.write_bytes(other.read_bytes())
    other.write_bytes(b"no archive")
    back = home.folder / "back"
    for day in ("2026-01-31", "2026-02-28"):
        outcome = home.ingest("restore", "--exported-on", day, "--out", back)
        assert (outcome.code, "is damaged; put the folder back" in outcome.err) == (
            1,
            True,
        )
    assert list(back.iterdir()) == []


def test_ctrl_c_during_a_query_changes_nothing(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.write("prospects.csv", HEADER + "P1,a,A\n")

    def interrupted(*_: object, **__: object) -> None:
        raise RuntimeError("Query interrupted")

    monkeypatch.setattr("ingest.load.load_file", interrupted)
    outcome = home.load()
    assert (outcome.code, outcome.err) == (
        1,
        "✗ Interrupted; nothing was changed.\n",
    )


def test_a_replaced_file_stays_in_the_archive(home: Home) -> None:
    home.write("prospects.csv", HEADER + "P1,a,A\n")
    home.load()
    home.write("prospects.csv", HEADER + "P1,a,B\n")
    home.load("--replace")
    assert len(list((home.warehouse / "exports").glob("*.zst"))) == 2
    assert home.query("select declared_grade from raw.prospects") == [("B",)]


def test_a_refused_load_leaves_nothing_in_the_archive(home: Home) -> None:
    home.write("prospects.csv", HEADER + "P1,a,A\n")
    home.write("projects.csv", "project_id,opened_on,outcome\nJ1,03/04/2025,open\n")
    assert home.load().code == 1
    assert list((home.warehouse / "exports").iterdir()) == []


def start_load(home: Home) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "ingest", "load", str(home.exports)],
        cwd=ROOT,
        env=os.environ | {"ACRE_HOME": str(home.warehouse)},
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_killed_load_leaves_the_warehouse_as_before_or_as_after(home: Home) -> None:
    home.write("prospects.csv", HEADER + "P0,first,A\n", "2025-12-31")
    assert home.load().code == 0
    rows = "".join(f"P{i},name {i},B\n" for i in range(300_000))
    home.write("prospects.csv", HEADER + rows, "2026-01-31")
    home.write("contacts.csv", "contact_id\nC1\n", "2026-01-31")
    clean = home.folder / "clean"
    shutil.copytree(home.warehouse, clean)
    started = time.monotonic()
    assert start_load(home).wait() == 0
    seconds = time.monotonic() - started
    chance = random.Random(1)
    outcomes = set()
    for _ in range(8):
        shutil.rmtree(home.warehouse)
        shutil.copytree(clean, home.warehouse)
        load = start_load(home)
        time.sleep(chance.uniform(0.2, 1.0) * seconds)
        load.send_signal(signal.SIGKILL)
        load.wait()
        counts = home.query(
            "select (select count(*) from raw.prospects), (select count(*) from raw.contacts),"
            " (select count(*) from raw.batches)"
        )
        outcomes.add(counts[0])
        assert counts[0] in {(1, 0, 1), (300_001, 1, 3)}
        assert home.load().code == 0
        assert home.query("select count(*) from raw.prospects") == [(300_001,)]
    assert (1, 0, 1) in outcomes


def test_a_warehouse_in_use_is_one_sentence(home: Home) -> None:
    home.write("prospects.csv", HEADER + "P1,a,A\n")
    assert home.load().code == 0
    code = (
        "import duckdb, sys, time\n"
        f"con = duckdb.connect({str(home.warehouse / 'acre.duckdb')!r})\n"
        "print('open', flush=True)\ntime.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        outcomes = [home.load(), home.ingest("status")]
        holder.kill()
    for outcome in outcomes:
        assert outcome.code == 1
        assert "is in use by another process" in outcome.err


def test_a_full_disk_changes_nothing(home: Home) -> None:
    home.warehouse.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(home.warehouse)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("a small disk can be made by root alone")
    try:
        home.write("prospects.csv", HEADER + "P1,a,A\n")
        assert home.load().code == 0
        chance = random.Random(2)
        rows = "".join(f"P{i},{chance.random()},B\n" for i in range(400_000))
        home.write("prospects.csv", HEADER + rows, "2026-02-28")
        outcome = home.load()
        assert (outcome.code, "the disk is full" in outcome.err) == (1, True)
        assert home.query("select name from raw.prospects") == [("a",)]
    finally:
        subprocess.run(["umount", str(home.warehouse)], check=True)


def test_a_file_that_is_no_warehouse_is_named(home: Home) -> None:
    home.write("prospects.csv", HEADER + "P1,a,A\n")
    home.warehouse.mkdir()
    (home.warehouse / "acre.duckdb").write_bytes(b"x" * 20_000)
    outcome = home.load()
    assert (outcome.code, "python -m ingest rebuild" in outcome.err) == (1, True)


def test_hashes_follow_a_contract_that_grew(home: Home) -> None:
    home.write("prospects.csv", HEADER + "P1,a,A\n")
    home.load()
    before = home.query("select row_hash from raw.prospects")
    with duckdb.connect(str(home.warehouse / "acre.duckdb")) as con:
        con.execute("alter table raw.prospects drop column entry_kind")
        con.execute("update raw.prospects set row_hash = 1")
        con.execute("update raw.fingerprints set fingerprint = 'old'")
    home.write("prospects.csv", HEADER + "P1,a,A\n", "2026-02-28")
    home.load()
    assert home.query("select distinct row_hash from raw.prospects") == before
    assert home.accounts()[1][1:] == (1, 0, 1, 0)
