"""An export whose ids were replaced is stopped before it reads as churn."""

import pytest

from tests.ingest.exports import Home

NAMES = ["Alder", "Birch", "Cedar", "Dogwood"]
REFUSED = (
    "prospects.csv of 2026-02-28: 4 of 4 ids are not in the export of 2026-01-31, which"
    " has 4 of their names under other ids (alder: P0 there, N0 here)"
)


def prospects(ids: list[str], names: list[str] = NAMES) -> str:
    rows = (f"{id},{name}\n" for id, name in zip(ids, names, strict=True))
    return "prospect_id,name\n" + "".join(rows)


def ids(letters: str) -> list[str]:
    return [f"{letter}{number}" for number, letter in enumerate(letters)]


def test_known_names_under_new_ids_are_refused(home: Home) -> None:
    home.write("prospects.csv", prospects(ids("PPPP")))
    home.write("prospects.csv", prospects(ids("NNNN")), day="2026-02-28")
    outcome = home.load()
    assert outcome.code == 1
    assert REFUSED in outcome.err
    assert not (home.warehouse / "acre.duckdb").exists() or not home.query(
        "from duckdb_tables() where table_name = 'batches'"
    )


def test_they_are_loaded_once_they_are_accepted(home: Home) -> None:
    home.write("prospects.csv", prospects(ids("PPPP")))
    assert home.load().code == 0
    home.write("prospects.csv", prospects(ids("NNNN")), day="2026-02-28")
    assert home.load().code == 1
    assert home.load("--accept-new-ids").code == 0
    home.write("prospects.csv", prospects(ids("NNNN")), day="2026-03-31")
    assert home.load().code == 0
    assert home.query("select count(*) from raw.batches") == [(3,)]


def test_an_earlier_export_is_held_against_the_later_one(home: Home) -> None:
    home.write("prospects.csv", prospects(ids("NNNN")), day="2026-02-28")
    assert home.load().code == 0
    home.write("prospects.csv", prospects(ids("PPPP")))
    assert "are not in the export of 2026-02-28" in home.load().err


@pytest.mark.parametrize(
    ("later", "names"),
    [
        ("PPNN", NAMES),
        ("NNNN", ["Elm", "Fir", "Cedar", "Dogwood"]),
        ("NNNN", ["Elm", "Fir", "Gum", "Hazel"]),
    ],
    ids=["half of the ids", "half of the names", "another list"],
)
def test_less_than_most_is_churn(home: Home, later: str, names: list[str]) -> None:
    home.write("prospects.csv", prospects(ids("PPPP")))
    home.write("prospects.csv", prospects(ids(later), names), day="2026-02-28")
    assert home.load().code == 0


def test_partial_exports_say_nothing_of_ids(home: Home) -> None:
    home.write("prospects.csv", prospects(ids("PPPP")))
    assert home.load().code == 0
    home.write("prospects.csv", prospects(ids("NNNN")), day="2026-02-28")
    assert home.load("--partial").code == 0
