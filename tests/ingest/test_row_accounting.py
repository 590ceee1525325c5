"""Per file: rows read = loaded + unchanged + rejected, and every reject says where and why."""

from pathlib import Path

import pytest

from ingest.contract import load_contract
from tests.ingest.exports import PROSPECTS, Home

REJECTS = "select line, record_key, field, value, reason from raw.rejects order by line"


def test_rejects_name_line_field_value_and_reason(home: Home) -> None:
    home.write(
        "prospects.csv",
        PROSPECTS
        + "P1,Alpha,active,A,100,2025-01-02\n"
        + 'P2,"Be\nta",active,E,100,2025-01-02\n'
        + "\n"
        + "P3,Gamma,active,B,12 million,2025-01-02\n"
        + "P4,Delta,asleep,C,1,2025-01-02\n"
        + "P5,,active,C,1,2025-01-02\n"
        + ",Nobody,active,C,1,2025-01-02\n"
        + "P7,Eta,active,C,1,2025-02-30\n"
        + "P8,Theta,active\n"
        + "P9,Iota,active,C,1,2025-02-01,more\n"
        + 'PA,"Kap"pa,active,C,1,2025-02-01\n'
        + "PB,Lambda,active,D,5e3,2025-02-02\n",
    )
    assert home.load().code == 0
    assert home.accounts() == [("prospects.csv", 11, 2, 0, 9)]
    assert home.query(REJECTS) == [
        (3, "P2", "declared_grade", "E", "is not one of A, B, C, D; correct it or map it"),
        (6, "P3", "annual_revenue_amount", "12 million",
         "is not a number; write digits and a point only"),
        (7, "P4", "status", "asleep",
         "is not one of active, won, lost, closed_business, handed_over; correct it or map it"),
        (8, "P5", "name", None, "is blank; fill it in"),
        (9, None, "prospect_id", None, "is blank; fill it in"),
        (10, "P7", "created_on", "2025-02-30",
         "is not a day in yyyy-mm-dd; write it as yyyy-mm-dd or state dates: in the mapping"),
        (11, "P8", None, "P8,Theta,active", "has too few columns; complete the row"),
        (12, "P9", None, "P9,Iota,active,C,1,2025-02-01,more",
         "has too many columns; quote values that hold the delimiter"),
        (13, "PA", None, 'PA,"Kap"pa,active,C,1,2025-02-01',
         'has text behind a closing quote; double quotes inside ("")'),
    ]  # fmt: skip
    assert home.query(
        "select record_number, prospect_id, annual_revenue_amount::int from raw.prospects"
        " order by 1"
    ) == [(1, "P1", 100), (11, "PB", 5000)]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("last", [True, False], ids=["ended", "not ended"])
def test_every_dialect_gives_the_same_rows(
    home: Home, line_end: str, bom: str, delimiter: str, last: bool
) -> None:
    lines = [
        "prospect_id,name,headcount",
        'P1,"""苏州"" 恒达",12',
        "P2,,x",
        "P3, Beta ,7",
    ]
    text = line_end.join(lines).replace(",", delimiter) + (line_end if last else "")
    home.write("prospects.csv", (bom + text).encode())
    assert home.load().code == 0
    assert home.accounts() == [("prospects.csv", 3, 2, 0, 1)]
    assert home.query("select name, headcount from raw.prospects order by 2") == [
        ("Beta", 7),
        ('"苏州" 恒达', 12),
    ]
    assert home.query("select line, field from raw.rejects") == [(3, "name")]


MIXED = {
    "crlf and lf": b"prospect_id,name\r\nP1,a\nP2,b\r\nP3,c\r\n",
    "line feeds inside quotes of a crlf file": b'prospect_id,name\r\nP1,"a\nb"\r\nP2,b\r\nP3,c\r\n',
    "quotes inside unquoted values": b'prospect_id,name\nP1,5" pipe\nP2,6" pipe\nP3,7" pipe\n',
    "an even number of them": b'prospect_id,name\nP1,5" pipe\nP2,6" pipe\nP3,c\n',
    "crlf after the last line alone": b"prospect_id,name\nP1,a\nP2,b\nP3,c\r\n",
    "line feeds inside quotes of a cr file": b'prospect_id,name\rP1,"a\nb"\rP2,b\rP3,c\r',
    "blank lines": b"prospect_id,name\n\nP1,a\n\n\nP2,b\nP3,c\n\n",
    "commas for blank columns": b"prospect_id,name,,\nP1,a,,\nP2,b,,\nP3,c,,\n",
}  # fmt: skip


@pytest.mark.parametrize("content", MIXED.values(), ids=MIXED.keys())
def test_odd_but_sound_files_load_whole(home: Home, content: bytes) -> None:
    home.write("prospects.csv", content)
    assert home.load().err.startswith("✓")
    assert home.accounts() == [("prospects.csv", 3, 3, 0, 0)]


def test_a_number_beyond_its_field_is_reported_as_too_large(home: Home) -> None:
    home.write(
        "prospects.csv",
        "prospect_id,name,headcount,annual_revenue_amount\n"
        "P1,a,2147483648,1\nP2,b,-3000000000,1\nP3,c,1,1E16\nP4,d,2147483647,9999999999999999.99\n",
    )
    home.load()
    reason = "is too large for this field; correct it"
    assert home.query("select field, value, reason from raw.rejects order by line") == [
        ("headcount", "2147483648", reason),
        ("headcount", "-3000000000", reason),
        ("annual_revenue_amount", "1E16", reason),
    ]
    assert home.query("select prospect_id from raw.prospects") == [("P4",)]


def test_a_file_of_one_column(home: Home) -> None:
    home.write("products.csv", 'product\nERP One\n\n"CRM\nTwo"\n7\n')
    home.write("prospects.csv", "prospect_id,name\n")
    home.load()
    assert home.accounts()[0] == ("products.csv", 3, 3, 0, 0)


def test_header_only_is_an_empty_snapshot_and_is_reported(home: Home) -> None:
    home.write("prospects.csv", PROSPECTS)
    outcome = home.load()
    assert outcome.code == 0
    assert "holds a header and no rows" in outcome.err
    assert home.accounts() == [("prospects.csv", 0, 0, 0, 0)]


def test_a_long_cell_is_kept_whole(home: Home) -> None:
    home.write("prospects.csv", f"prospect_id,name\nP1,{'长' * 100_000}\nP2,b\n")
    home.load()
    assert home.query("select length(name) from raw.prospects order by 1") == [
        (1,),
        (100_000,),
    ]


def test_unknown_columns_are_kept_in_the_archive_only(home: Home) -> None:
    text = "prospect_id,name,shoe_size\nP1,a,43\n"
    home.write("prospects.csv", text)
    outcome = home.load()
    assert outcome.code == 0
    assert "shoe_size" in outcome.err
    home.ingest("restore", "--exported-on", "2026-01-31", "--out", home.folder / "back")
    assert (home.folder / "back" / "prospects.csv").read_text() == text


def test_conflicting_keys_reject_each_other_and_copies_are_rejected(home: Home) -> None:
    home.write(
        "prospects.csv",
        "prospect_id,name\nP1,a\nP1,b\nP2,c\nP2,c\nP3,d\nP3,d\n",
    )
    home.load()
    assert home.accounts() == [("prospects.csv", 6, 2, 0, 4)]
    assert home.query(
        "select line, record_key, reason from raw.rejects order by 1"
    ) == [
        (2, "P1", "appears 2 times in the file with different content; keep one row"),
        (3, "P1", "appears 2 times in the file with different content; keep one row"),
        (5, "P2", "repeats an earlier row of the file exactly; remove it"),
        (7, "P3", "repeats an earlier row of the file exactly; remove it"),
    ]


def test_dated_records_that_repeat_exactly_say_nothing_new(home: Home) -> None:
    row = "P1,directory,2026-01-02\n"
    home.write("prospects.csv", "prospect_id,name\nP1,a\n")
    home.write(
        "prospect_sources.csv", f"prospect_id,list_source,captured_on\n{row}{row}"
    )
    home.load()
    assert home.accounts()[0] == ("prospect_sources.csv", 2, 1, 1, 0)


def test_unchanged_rows_are_those_of_the_snapshot_before(home: Home) -> None:
    header = "prospect_id,name\n"
    home.write("prospects.csv", header + "P1,a\nP2,b\n", "2026-01-31")
    home.write("prospects.csv", header + "P1,a\nP2,B\nP3,c\n", "2026-02-28")
    home.write("prospects.csv", header + "P1,a\nP2,b\n", "2026-03-31")
    home.load()
    assert [row[1:] for row in home.accounts()] == [
        (2, 2, 0, 0),
        (3, 2, 1, 0),
        (2, 1, 1, 0),
    ]


def test_the_same_file_again_changes_nothing(home: Home) -> None:
    home.write("prospects.csv", "prospect_id,name\nP1,a\n")
    home.load()
    before = home.query("select * from raw.batches")
    outcome = home.load()
    assert "Nothing new: all 1 files were loaded before" in outcome.err
    assert home.query("select * from raw.batches") == before
    assert home.query("select count(*) from raw.prospects") == [(1,)]


TYPES = {
    "headcount": [("12", "12"), (" 12 ", "12"), ("12.0", "12"), ("12.5", None), ("1,200", None)],
    "annual_revenue_amount": [("1.2E7", "12000000.00"), ("12.3456", "12.35"), ("nan", None), ("¥5", "5.00")],
    "is_informatised": [("TRUE", "true"), ("0", "false"), ("是", "true"), ("maybe", None)],
    "created_on": [
        ("2025-01-02", "2025-01-02"), ("infinity", None), ("-infinity", None), ("epoch", None),
        ("99999-01-01", None), ("2025-02-29", None),
    ],
    "declared_grade": [("a", "A"), ("D", "D"), ("B+", None)],
}  # fmt: skip
CASES = [
    (field, text, value) for field, cases in TYPES.items() for text, value in cases
]


@pytest.mark.parametrize(("field", "text", "value"), CASES)
def test_values_are_typed_or_rejected(
    home: Home, field: str, text: str, value: str | None
) -> None:
    home.write("prospects.csv", f'prospect_id,name,{field}\nP1,a,"{text}"\n')
    home.load()
    loaded = home.query(f"select {field}::varchar from raw.prospects")
    rejected = home.query("select field, value from raw.rejects")
    if value is None:
        assert (loaded, rejected) == ([], [(field, text.strip())])
    else:
        assert (loaded, rejected) == ([(value,)], [])


@pytest.mark.parametrize("text", ["", "   ", "\u3000"])
def test_blank_is_null_and_no_reject(home: Home, text: str) -> None:
    home.write("prospects.csv", f'prospect_id,name,headcount\nP1,a,"{text}"\n')
    home.load()
    assert home.query("select headcount from raw.prospects") == [(None,)]


DATES = {
    "day first, settled": (["03/04/2025", "13/04/2025"], ["2025-04-03", "2025-04-13"]),
    "month first, settled": (["04/03/2025", "04/13/2025"], ["2025-04-03", "2025-04-13"]),
    "same day either way": (["04/04/2025", "05/05/2025"], ["2025-04-04", "2025-05-05"]),
    "iso with time": (["2025-04-03T23:11:00.000+0000", "2025-04-13 00:00"], ["2025-04-03", "2025-04-13"]),
    "year first with slashes": (["2025/4/3", "2025/04/13"], ["2025-04-03", "2025-04-13"]),
    "points": (["03.04.2025", "13.04.2025"], ["2025-04-03", "2025-04-13"]),
    "day first with time": (["03/04/2025 16:11", "13/04/2025 08:00"], ["2025-04-03", "2025-04-13"]),
    "compact": (["20250403", "20250413"], ["2025-04-03", "2025-04-13"]),
    "chinese": (["2025年4月3日", "2025年04月13日"], ["2025-04-03", "2025-04-13"]),
}  # fmt: skip


@pytest.mark.parametrize(("texts", "days"), DATES.values(), ids=DATES.keys())
def test_dates_are_read_where_only_one_format_fits(
    home: Home, texts: list[str], days: list[str]
) -> None:
    rows = "".join(f"P{i},a,{text}\n" for i, text in enumerate(texts))
    home.write("prospects.csv", f"prospect_id,name,created_on\n{rows}")
    home.load()
    found = home.query(
        "select created_on::varchar from raw.prospects order by prospect_id"
    )
    assert found == [(day,) for day in days]


def test_a_mapping_settles_ambiguous_dates(home: Home) -> None:
    mapping = home.folder / "mine.yml"
    mapping.write_text(
        "name: mine\nfiles:\n  - entity: prospects\n    stems: [firms]\n    decimal: ','\n"
        "    thousands: '.'\n"
        "    fields:\n      prospect_id: Nr\n      name: Firma\n"
        "      created_on: {column: Seit, dates: '%d.%m.%y'}\n"
        "      annual_revenue_amount: Umsatz\n"
        "      status: {column: Lage, values: {aktiv: active}, otherwise: lost}\n",
        encoding="utf-8",
    )
    home.write(
        "firms.csv",
        'Nr;Firma;Seit;Umsatz;Lage\n1;a;03.04.05;"1.234,50";aktiv\n2;b;;;weg\n',
    )
    assert home.load("--mapping", mapping).code == 0
    assert home.query(
        "select prospect_id, created_on::varchar, annual_revenue_amount::varchar, status"
        " from raw.prospects order by 1"
    ) == [("1", "2005-04-03", "1234.50", "active"), ("2", None, None, "lost")]


def test_the_template_loads_without_a_remark(home: Home, tmp_path: Path) -> None:
    out = home.exports / "2026-01-31"
    assert home.ingest("template", "--out", out).code == 0
    outcome = home.load()
    assert (outcome.code, outcome.err.count("•")) == (0, 0)
    assert all(row[1:] == (1, 1, 0, 0) for row in home.accounts())
    assert len(home.accounts()) == len(load_contract().entities)
