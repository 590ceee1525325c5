"""Invisible characters are removed of what is compared, and reported; never of a text."""

from pathlib import Path

import pytest

from ingest.invisibles import INVISIBLE, has_invisibles
from tests.ingest.exports import Home

CASE = Path(__file__).resolve().parents[3] / "shared/cases/s_invisible"
KNOWN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2066\u2069\ufeff"


def test_keys_and_references_are_cleaned_and_counted(home: Home) -> None:
    home.write(
        "prospects.csv",
        "prospect_id,name\nP1,Alpha\n\ufeffP2,Beta\nP3\u200b,Gamma\n\u200b,Delta\n",
    )
    home.write(
        "projects.csv",
        "project_id,prospect_id,opened_on,outcome\nJ1,P\u20602,2026-01-05,open\n"
        "J2,\u00adP3,2026-01-05,open\nJ3,P1,2026-01-05,open\n",
    )
    outcome = home.load()
    assert outcome.code == 0
    for said in [
        "prospects.csv of 2026-01-31: took invisible characters out of 3 values of"
        " column prospect_id.",
        "projects.csv of 2026-01-31: took invisible characters out of 2 values of"
        " column prospect_id.",
    ]:
        assert said in outcome.err
    assert home.query(
        "select project_id, name from raw.projects join raw.prospects"
        " using (prospect_id) order by 1"
    ) == [("J1", "Beta"), ("J2", "Gamma"), ("J3", "Alpha")]
    assert home.query("select line, field, reason from raw.rejects") == [
        (5, "prospect_id", "is blank; fill it in")
    ]


@pytest.mark.parametrize("char", KNOWN)
def test_each_of_them_is_taken_out(home: Home, char: str) -> None:
    assert char in INVISIBLE
    home.write("prospects.csv", f"prospect_id,name\n{char}P{char}1 {char},Alpha\n")
    assert home.load().code == 0
    assert home.query("select prospect_id from raw.prospects") == [("P1",)]


def test_codes_days_and_numbers_are_cleaned(home: Home) -> None:
    home.write(
        "prospects.csv",
        "prospect_id,name,declared_grade,headcount,created_on,is_informatised\n"
        "P1,a,A\u200b,\u200e12,\u202a2026-01-05\u202c,true\ufeff\n",
    )
    assert home.load().code == 0
    assert home.query(
        "select declared_grade, headcount, created_on::varchar, is_informatised"
        " from raw.prospects"
    ) == [("A", 12, "2026-01-05", True)]


def test_free_text_stays_as_it_was_written(home: Home) -> None:
    name = "می\u200cخواهم 👩\u200d💻"
    home.write("prospects.csv", f"prospect_id,name\nP1,{name}\n")
    outcome = home.load()
    assert (outcome.code, "invisible" in outcome.err) == (0, False)
    assert home.query("select name from raw.prospects") == [(name,)]


def test_names_of_columns_are_cleaned_and_reported(home: Home) -> None:
    home.write("prospects.csv", '\ufeff\u200bprospect_id,"na\u200bme"\nP1,a\n')
    outcome = home.load()
    assert outcome.code == 0
    assert (
        "took invisible characters out of the names of columns prospect_id, name."
        in outcome.err
    )


def test_a_byte_order_mark_at_the_start_is_nothing_to_tell(home: Home) -> None:
    home.write("prospects.csv", "\ufeffprospect_id,name\nP1,苏州“恒达”，一\n")
    outcome = home.load()
    assert (outcome.code, "invisible" in outcome.err) == (0, False)


def test_keys_that_only_look_alike_are_two_rows_for_one_key(home: Home) -> None:
    home.write("prospects.csv", "prospect_id,name\nP1,a\nP1\u200b,b\n")
    assert home.load().code == 0
    assert home.query("select line, record_key from raw.rejects order by 1") == [
        (2, "P1"),
        (3, "P1"),
    ]


def test_what_a_condition_asks_for_is_cleaned(home: Home) -> None:
    mapping = home.folder / "map.yml"
    mapping.write_text(
        "name: our_crm\nfiles:\n  - entity: reps\n    stems: [People]\n"
        "    leave_out: {Deleted: ['yes']}\n    fields: {rep_id: Nr}\n"
    )
    home.write("People.csv", "Nr,Deleted\nR1,no\nR2,yes\u200b\n")
    assert home.load("--mapping", mapping).code == 0
    assert home.query("select rep_id from raw.reps") == [("R1",)]


def test_the_key_of_a_row_that_is_too_short_is_cleaned(home: Home) -> None:
    home.write("prospects.csv", "prospect_id,name\nP1,a\nP2\u200b\nP3,c\n")
    assert home.load().code == 0
    assert home.query("select record_key from raw.rejects") == [("P2",)]


@pytest.mark.parametrize(
    "text", ["", "plain", "苏州“恒达”，（一）", "é…‰€", "a\u00a0b"]
)
def test_what_is_seen_is_not_taken_for_invisible(text: str) -> None:
    assert not has_invisibles(text.encode())


@pytest.mark.parametrize("split", [1, 2])
def test_one_across_two_chunks_is_found(
    home: Home, monkeypatch: pytest.MonkeyPatch, split: int
) -> None:
    start = "prospect_id,name\nP1"
    monkeypatch.setattr("ingest.scan.CHUNK", len(start) + split)
    home.write("prospects.csv", f"{start}\u200b,Alpha\n")
    assert home.load().code == 0
    assert home.query("select prospect_id from raw.prospects") == [("P1",)]


@pytest.mark.skipif(not CASE.is_dir(), reason=f"{CASE} is not on this machine")
def test_the_case_of_invisible_characters(home: Home) -> None:
    outcome = home.ingest("load", CASE)
    assert (outcome.code, "out of 3 values of column prospect_id" in outcome.err) == (
        0,
        True,
    )
    assert home.accounts() == [("prospects.csv", 4, 3, 0, 1)]
