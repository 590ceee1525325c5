"""A damaged or missing warehouse is made anew from the archive, as it was."""

import json
import random
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from ingest.contract import load_contract
from tests.ingest.exports import Home

Damage = Callable[[Path], object]
HEADER = "prospect_id,name,declared_grade\n"
MINE = """
name: mine
files:
  - entity: projects
    stems: [deals]
    fields:
      project_id: Nr
      opened_on: {column: Since, dates: "%d.%m.%y"}
      outcome: {column: State, values: {offen: open}, otherwise: lost}
"""


@pytest.fixture
def loaded(home: Home) -> Home:
    """Three exports: one partial, one replaced, one read by a mapping of the company's own."""
    (home.warehouse / "mappings").mkdir(parents=True)
    (home.warehouse / "mappings" / "mine.yml").write_text(MINE, encoding="utf-8")
    home.write("prospects.csv", HEADER + "P1,a,A\nP2,b,Z\nP3,c,C\n", "2026-02-28")
    home.write("more/deals.csv", "Nr,Since,State\nJ1,01.02.26,offen\n", "2026-02-28")
    load(home, "2026-02-28")
    home.write("prospects.csv", HEADER + "P1,a,B\n", "2026-03-31")
    load(home, "2026-03-31", "--partial")
    home.write("prospects.csv", HEADER + "P1,a,B\nP9,i,D\n", "2026-01-31")
    activities = "activity_id,prospect_id,occurred_on\nA1,P1,2026-01-02\n"
    home.write("activities.csv", activities + "A1,P1,2026-01-02\n", "2026-01-31")
    load(home, "2026-01-31")
    home.write("prospects.csv", HEADER + "P1,a,A\nP9,i,D\n", "2026-01-31")
    load(home, "2026-01-31", "--replace")
    return home


def load(home: Home, day: str, *arguments: str) -> None:
    outcome = home.ingest("load", home.exports / day, *arguments)
    assert outcome.code == 0, outcome.err


def raw(home: Home) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table of raw."""
    return {
        table: home.query(f"from raw.{table} order by all")
        for table in load_contract().columns
    }


def noise(file: Path) -> None:
    file.write_bytes(random.Random(1).randbytes(20_000))


def truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def nothing(file: Path) -> None:
    assert file.exists()


@pytest.mark.parametrize("damage", [noise, truncate, Path.unlink, nothing])
def test_all_of_raw_comes_back(loaded: Home, damage: Damage) -> None:
    before = raw(loaded)
    assert len(before["batches"]) == 5
    assert len(before["replaced_batches"]) == 1
    damage(loaded.warehouse / "acre.duckdb")
    damaged = {
        path.read_bytes()
        for path in loaded.warehouse.glob("acre.duckdb")
        if path.exists()
    }
    outcome = loaded.ingest("rebuild")
    assert outcome.code == 0, outcome.err
    assert "5 files" in outcome.err
    assert raw(loaded) == before
    aside = {path.read_bytes() for path in loaded.warehouse.glob("acre.duckdb.*.aside")}
    assert aside == damaged
    assert loaded.ingest("load", loaded.exports).code == 0
    assert raw(loaded) == before


def test_the_mapping_of_the_load_is_used_though_it_changed(loaded: Home) -> None:
    before = raw(loaded)
    (loaded.warehouse / "mappings" / "mine.yml").unlink()
    noise(loaded.warehouse / "acre.duckdb")
    assert loaded.ingest("rebuild").code == 0
    assert raw(loaded) == before


def test_a_missing_copy_is_named_and_nothing_changes(loaded: Home) -> None:
    noise(loaded.warehouse / "acre.duckdb")
    listed = json.loads((loaded.warehouse / "exports" / "batches.json").read_text())
    (lost,) = (row for row in listed["batches"] if row["file"] == "more/deals.csv")
    (loaded.warehouse / "exports" / f"{lost['file_hash']}.zst").unlink()
    names = sorted(path.name for path in loaded.warehouse.iterdir())
    outcome = loaded.ingest("rebuild")
    assert outcome.code == 1
    assert outcome.err.startswith("✗ more/deals.csv of 2026-02-28: its copy")
    assert sorted(path.name for path in loaded.warehouse.iterdir()) == names


def test_nothing_is_known_of_what_was_loaded(home: Home) -> None:
    outcome = home.ingest("rebuild")
    assert (outcome.code, "does not say what was loaded" in outcome.err) == (1, True)


def test_a_copy_that_is_gone_is_stored_when_its_export_is_loaded_again(
    loaded: Home,
) -> None:
    copies = sorted((loaded.warehouse / "exports").glob("*.zst"))
    listed = json.loads((loaded.warehouse / "exports" / "batches.json").read_text())
    replaced = listed["replaced_batches"][0]["file_hash"]
    for copy in copies:
        if copy.stem != replaced:
            copy.unlink()
    assert loaded.ingest("load", loaded.exports).code == 0
    assert sorted((loaded.warehouse / "exports").glob("*.zst")) == copies


def test_a_warehouse_from_before_is_listed_at_the_next_load(loaded: Home) -> None:
    before = raw(loaded)
    listed = loaded.warehouse / "exports" / "batches.json"
    listed.unlink()
    with duckdb.connect(str(loaded.warehouse / "acre.duckdb")) as con:
        con.execute("drop table raw.batch_mappings")
    loaded.ingest("load", loaded.exports)
    noise(loaded.warehouse / "acre.duckdb")
    assert loaded.ingest("rebuild").code == 0
    after = raw(loaded)
    assert after.pop("batch_mappings") == before.pop("batch_mappings")
    assert after == before


def test_what_the_warehouse_lost_stays_listed(loaded: Home) -> None:
    before = raw(loaded)
    (loaded.warehouse / "acre.duckdb").unlink()
    load(loaded, "2026-03-31", "--partial")
    assert len(loaded.query("from raw.batches")) == 1
    assert loaded.ingest("rebuild").code == 0
    counted = "batch_id, rows_read, rows_rejected"
    assert loaded.query(f"select {counted} from raw.batches order by all") == sorted(
        (row[0], row[8], row[11]) for row in before["batches"]
    )
    assert raw(loaded)["prospects"] == before["prospects"]


def test_a_load_that_was_killed_as_it_committed_can_be_rebuilt(loaded: Home) -> None:
    """The draft of the listing stands for it, whichever side of the commit it died on."""
    before = raw(loaded)
    listing = loaded.warehouse / "exports" / "batches.json"
    draft = listing.with_name(".batches.json.draft")
    listing.rename(draft)
    noise(loaded.warehouse / "acre.duckdb")
    assert loaded.ingest("rebuild").code == 0
    assert raw(loaded) == before
