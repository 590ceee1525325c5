"""An export has a day from 1990 to today; any other is a slip, and nothing is loaded."""

from pathlib import Path

import pytest

from tests.ingest.exports import Home

HEADER = "prospect_id,name\n"
CASE = Path(__file__).resolve().parents[3] / "shared" / "cases" / "s_typo_year"


@pytest.mark.parametrize("day", ["0206-09-30", "0001-01-01", "1989-12-31"])
def test_a_folder_of_a_day_before_1990_refuses_the_whole_load(
    home: Home, day: str
) -> None:
    home.write("prospects.csv", HEADER + "P1,a\n", "2026-01-31")
    home.write("prospects.csv", HEADER + "P1,b\n", day)
    outcome = home.load()
    assert (outcome.code, outcome.err.count("✗")) == (1, 1)
    assert (
        f"{home.exports / day}: the export date {day} is before 1990-01-01; correct the"
        " folder's name or --exported-on." in outcome.err
    )
    assert not (home.warehouse / "acre.duckdb").exists()


@pytest.mark.parametrize(
    ("day", "what"), [("0206-09-30", "before 1990"), ("2999-01-01", "in the future")]
)
def test_a_day_given_is_refused_alike(home: Home, day: str, what: str) -> None:
    file = home.write("prospects.csv", HEADER + "P1,a\n", "dump")
    outcome = home.ingest("load", file.parent, "--exported-on", day)
    assert (outcome.code, outcome.err.count("✗")) == (1, 1)
    assert f"the export date {day} is {what}" in outcome.err


def test_the_first_day_of_1990_is_a_day(home: Home) -> None:
    home.write("prospects.csv", HEADER + "P1,a\n", "1990-01-01")
    assert home.load().code == 0
    assert home.query("select exported_on::varchar from raw.batches") == [
        ("1990-01-01",)
    ]


@pytest.mark.skipif(not CASE.is_dir(), reason=f"{CASE} is not on this machine")
def test_the_case_of_a_year_mistyped(home: Home) -> None:
    outcome = home.ingest("load", CASE)
    assert (outcome.code, outcome.err.count("✗")) == (1, 1)
    assert "0206-09-30: the export date 0206-09-30 is before 1990-01-01" in outcome.err
