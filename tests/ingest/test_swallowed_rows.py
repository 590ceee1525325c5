"""Quotes that balance each other across rows make rows vanish in a value: that is told."""

from pathlib import Path

import pytest

from tests.ingest.exports import Home

CASE = Path(__file__).resolve().parents[3] / "shared/cases/s_q_swallow_equal_columns"
HEADER = "prospect_id,name,city\n"
TOLD = "holds whole rows by their number of delimiters"


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ('P1,"Foo,x\nP2,Bar",y\nP3,z,z\n', 2),
        ('P0,a,b\nP1,"Foo,x\nP2,,\nP3,c,d\nP4,Bar",y\n', 3),
        ('P1,Foo,"x\nP2,Bar,y"\n', 2),
        ('P0,"two\nlines",b\n"P1,Foo,x\nP2",Bar,y\n', 4),
        ('P0,"two\nlines","x\nP2,Bar,y"\n', 3),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_rows_inside_a_value_are_reported_by_line(
    home: Home, rows: str, line: int, line_end: str
) -> None:
    home.write("prospects.csv", (HEADER + rows).replace("\n", line_end).encode())
    outcome = home.load()
    assert outcome.code == 0
    assert (
        f"prospects.csv of 2026-01-31: the quote opened on line {line} {TOLD}; if it is"
        ' stray and swallows them, remove it or double it ("") and load the file again'
        " with --replace." in outcome.err
    )


def test_a_quote_may_swallow_a_large_file(home: Home) -> None:
    between = "".join(f"P{number},some name,some city\n" for number in range(10_000))
    home.write("prospects.csv", HEADER + 'S1,"Foo,x\n' + between + 'S2,Bar",y\n')
    assert f"opened on line 2 {TOLD}" in home.load().err
    assert home.accounts() == [("prospects.csv", 1, 1, 0, 0)]


def test_further_ones_are_counted(home: Home) -> None:
    rows = 'P1,"Foo,x\nP2,Bar",y\n'
    home.write("prospects.csv", HEADER + rows + rows.replace("P", "Q"))
    assert f"opened on line 2 (and 1 more after it) {TOLD}" in home.load().err


def test_blank_lines_before_the_header_count_as_lines(home: Home) -> None:
    home.write("prospects.csv", "\n" + HEADER + 'P1,"Foo,x\nP2,Bar",y\n')
    assert f"opened on line 3 {TOLD}" in home.load().err


@pytest.mark.parametrize(
    "rows",
    [
        'P1,"a note\nof two lines",x\n',
        'P1,"Dear Sir, yes, I do\nand, well, so on",x\n',
        '"P1\nX",a,b\n',
        'P1,a,"12 High St\nYork, UK"\n',
        'P1,"a, b\n\nc, d, e\nf, g",x\n',
        'P1,"a,b",c\nP2,"d,e",f\n',
    ],
)
def test_notes_of_several_lines_load_without_noise(home: Home, rows: str) -> None:
    home.write("prospects.csv", HEADER + rows)
    outcome = home.load()
    assert (outcome.code, outcome.err.count("•")) == (0, 0)


def test_lines_in_a_file_of_one_column_are_no_rows(home: Home) -> None:
    home.write("reps.csv", 'rep_id\n"R1\nR2"\nR3\n')
    outcome = home.load()
    assert (outcome.code, TOLD in outcome.err) == (0, False)


@pytest.mark.skipif(not CASE.is_dir(), reason=f"{CASE} is not on this machine")
def test_the_case_of_rows_swallowed(home: Home) -> None:
    outcome = home.ingest("load", CASE)
    assert (outcome.code, f"opened on line 2 {TOLD}" in outcome.err) == (0, True)
