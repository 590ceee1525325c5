"""Blank lines before the header are skipped and told; lines keep their numbers in the file."""

from pathlib import Path

import pytest

from tests.ingest.exports import Home

CASE = Path(__file__).resolve().parents[3] / "shared/cases/s_r_leading_blank_lines"
ROWS = "prospect_id,name\nP1,Foo\nP2\n\n,Nobody\nP4,Bar\n"


@pytest.mark.parametrize(
    ("before", "count"),
    [
        ("\n\n", "2 blank lines"),
        ("\n", "1 blank line"),
        ("\ufeff\n\n\n", "3 blank lines"),
        (',,\n"",""\n \t\n', "3 blank lines"),
        ("\n\ufeff", "1 blank line"),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_they_are_skipped_and_reported(
    home: Home, before: str, count: str, line_end: str
) -> None:
    home.write("prospects.csv", (before + ROWS).replace("\n", line_end).encode())
    outcome = home.load()
    assert outcome.code == 0
    assert f"prospects.csv of 2026-01-31: skipped {count} before the header." in (
        outcome.err
    )
    assert home.accounts() == [("prospects.csv", 4, 2, 0, 2)]
    assert home.query("select prospect_id, name from raw.prospects") == [
        ("P1", "Foo"),
        ("P4", "Bar"),
    ]
    skipped = int(count.split()[0])
    assert home.query("select line from raw.rejects order by 1") == [
        (skipped + 3,),
        (skipped + 5,),
    ]


def test_they_are_skipped_where_carriage_returns_end_lines(home: Home) -> None:
    home.write("prospects.csv", "\r\rprospect_id,name\rP1,Foo\r,Nobody\r")
    outcome = home.load()
    assert (outcome.code, "skipped 2 blank lines" in outcome.err) == (0, True)
    assert home.query("select line from raw.rejects") == [(5,)]


def test_they_are_skipped_where_there_is_one_column(home: Home) -> None:
    home.write("reps.csv", "\n\nrep_id\nR1\nR2\n")
    assert home.load().code == 0
    assert home.accounts() == [("reps.csv", 2, 2, 0, 0)]


def test_without_them_nothing_is_reported(home: Home) -> None:
    home.write("prospects.csv", ROWS)
    outcome = home.load()
    assert (outcome.code, "blank line" in outcome.err) == (0, False)
    assert home.query("select line from raw.rejects order by 1") == [(3,), (5,)]


@pytest.mark.parametrize("content", ["\n" * 20, ",,,,\n" * 20, "\ufeff" + "\r\n" * 9])
def test_a_file_of_blank_lines_alone_is_empty(home: Home, content: str) -> None:
    home.write("prospects.csv", content)
    outcome = home.load()
    assert (outcome.code, outcome.err.count("✗")) == (1, 1)
    assert "prospects.csv: is empty; export it again or leave it out." in outcome.err


@pytest.mark.skipif(not CASE.is_dir(), reason=f"{CASE} is not on this machine")
def test_the_case_of_leading_blank_lines(home: Home) -> None:
    outcome = home.ingest("load", CASE)
    assert (outcome.code, "skipped 2 blank lines" in outcome.err) == (0, True)
    assert home.accounts() == [("prospects.csv", 3, 3, 0, 0)]
