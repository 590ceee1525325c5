"""Files that cannot be trusted are refused whole, each with one sentence that says why."""

import gzip
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.ingest.exports import PROSPECTS, Home

GOOD = PROSPECTS + "P1,Alpha,active,A,100,2025-01-02\nP2,Beta,active,B,,2025-01-03\n"

REFUSED = {
    "empty": (b"", "is empty"),
    "byte order mark only": (b"\xef\xbb\xbf", "is empty"),
    "blank lines only": (b"\n\n\n", "is empty"),
    "missing required column": (b"name,status\nAlpha,active\n", "column prospect_id is missing"),
    "duplicate header": (b"prospect_id,name,name\nP1,a,b\n", "column name appears 2 times"),
    "duplicate header in other case": (b"prospect_id,Name,name\nP1,a,b\n", "column Name appears 2 times"),
    "nul byte": (b"prospect_id,name\nP1,Al\x00pha\n", "line 2 holds a NUL byte"),
    "quote never closed": (
        b'prospect_id,name\nP1,Alpha\nP2,"Beta\nP3,Gamma\nP4,Delta\n',
        "the quote opened on line 3 is never closed",
    ),
    "quote closed by a later one": (
        b'prospect_id,name,status\nP1,Alpha,active\nP2,"Beta,active\nP3,"Gamma,active\n',
        "the quote opened on line 3 is never closed",
    ),
    "breaks off mid row": (b"prospect_id,name,status\nP1,Alpha,active\nP2,Be", "breaks off in line 3"),
    "breaks off mid quote": (b'prospect_id,name\nP1,Alpha\nP2,"Be', "the quote opened on line 3"),
    "picture": (b"\x89PNG\r\n\x1a\n\x00\x00", "is a picture"),
    "workbook": (b"PK\x03\x04\x14\x00\x06\x00", "an Excel workbook"),
    "gzip": (gzip.compress(b"prospect_id,name\n"), "is a gzip archive"),
    "random bytes": (bytes(range(128, 256)) * 20, "is text in no encoding that Acre knows"),
    "text of two encodings": (
        "prospect_id,name\nP1,鑫淼\n".encode("gb18030"),
        "may be GB18030 ('P1,鑫淼') or Big5",
    ),
    "ambiguous dates": (
        b"prospect_id,name,created_on\nP1,a,03/04/2025\nP2,b,05/06/2025\n",
        "dates such as 03/04/2025 and 05/06/2025 fit both dd/mm/yyyy and mm/dd/yyyy",
    ),
    "ambiguous two-digit years": (
        b"prospect_id,name,created_on\nP1,a,20-10-16\nP2,b,25-10-16\n",
        "fit both dd-mm-yy and yy-mm-dd",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("content", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_a_file_is_refused_with_one_sentence(
    home: Home, content: bytes, sentence: str
) -> None:
    home.write("prospects.csv", content)
    outcome = home.load()
    assert outcome.code == 1
    assert outcome.err.count("✗") == 1
    assert outcome.err.startswith("✗ prospects.csv")
    assert sentence in outcome.err


def test_one_refused_file_leaves_the_warehouse_as_it_was(home: Home) -> None:
    home.write("prospects.csv", GOOD, "2026-01-31")
    home.load()
    home.write("prospects.csv", GOOD.replace("Alpha", "Alpha 2"), "2026-02-28")
    home.write("projects.csv", "", "2026-02-28")
    assert home.load().code == 1
    assert home.query("select prospect_id, name from raw.prospects order by 1") == [
        ("P1", "Alpha"),
        ("P2", "Beta"),
    ]


def test_all_refused_files_are_named_at_once(home: Home) -> None:
    home.write("prospects.csv", 'prospect_id,name\nP1,"Alpha\n')
    home.write("projects.csv", "project_id,opened_on,outcome\nJ1,03/04/2025,open\n")
    outcome = home.load()
    assert "prospects.csv: the quote" in outcome.err
    assert "projects.csv, column opened_on: dates" in outcome.err


def test_no_such_folder(home: Home) -> None:
    outcome = home.load()
    assert (outcome.code, "there is no such folder" in outcome.err) == (1, True)


def test_empty_folder(home: Home) -> None:
    home.exports.mkdir()
    outcome = home.load()
    assert (outcome.code, "is empty; put an export into it" in outcome.err) == (1, True)


def test_a_folder_without_tables_names_the_remedy(home: Home) -> None:
    home.write("prospects.xls", b"PK")
    outcome = home.load()
    assert outcome.code == 1
    assert "(prospects.xls: an old workbook; save it as XLSX)" in outcome.err


def test_export_date_is_missing(home: Home) -> None:
    file = home.write("prospects.csv", GOOD)
    loose = home.folder / "loose"
    loose.mkdir()
    (loose / "prospects.csv").write_bytes(file.read_bytes())
    outcome = home.ingest("load", loose)
    assert outcome.code == 1
    assert "prospects.csv has no export date" in outcome.err
    assert "--exported-on" in outcome.err


def test_export_date_is_in_the_future(home: Home) -> None:
    home.write("prospects.csv", GOOD, str(date.today() + timedelta(days=1)))
    outcome = home.load()
    assert (outcome.code, "is in the future" in outcome.err) == (1, True)


def test_folder_named_after_no_day(home: Home) -> None:
    home.write("prospects.csv", GOOD, "2026-02-30")
    outcome = home.load()
    assert (outcome.code, "is no day of the calendar" in outcome.err) == (1, True)


def test_exported_on_cannot_date_many_exports_at_once(home: Home) -> None:
    home.write("prospects.csv", GOOD)
    outcome = home.load("--exported-on", "2026-01-01")
    assert (outcome.code, "holds dated folders" in outcome.err) == (2, True)


@pytest.mark.parametrize("day", ["2026-02-30", "yesterday"])
def test_exported_on_is_no_day(home: Home, day: str) -> None:
    outcome = home.load("--exported-on", day)
    assert (outcome.code, f"{day} is no day" in outcome.err) == (2, True)


def test_no_source_knows_the_file(home: Home) -> None:
    home.write("pipeline.csv", "a,b\n1,2\n")
    outcome = home.load()
    assert outcome.code == 1
    assert "pipeline.csv: no source knows a file of this name" in outcome.err


def test_two_files_for_one_entity(home: Home) -> None:
    home.write("prospects.csv", GOOD)
    home.write("prospects-2.csv", GOOD)
    outcome = home.load()
    assert outcome.code == 1
    assert "holds prospects-2.csv as well" in outcome.err


def mapping(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


OTHER = "name: other\nfiles:\n  - {entity: prospects, stems: [prospects], columns_are_fields: true}\n"


def test_two_sources_that_both_fit(home: Home) -> None:
    home.write("prospects.csv", GOOD)
    mapping(home.warehouse, "mappings/other.yml", OTHER)
    outcome = home.load()
    assert outcome.code == 1
    assert "prospects.csv: fits the sources acre and other" in outcome.err
    assert home.load("--source", "other").code == 0


def test_an_unknown_source(home: Home) -> None:
    home.write("prospects.csv", GOOD)
    outcome = home.load("--source", "siebel")
    assert (outcome.code, "there are acre, " in outcome.err) == (2, True)


BAD_MAPPINGS = {
    "no yaml": ("a: [", "is not readable as YAML"),
    "no files": ("name: x\n", "needs the keys name and files"),
    "unknown key": ("name: x\nfiles: [{entity: prospects, stems: [a], colums: {}}]", "unknown key colums"),
    "unknown entity": ("name: x\nfiles: [{entity: leads, stems: [a]}]", "leads is not an entity"),
    "unknown field": (
        "name: x\nfiles: [{entity: prospects, stems: [a], fields: {color: Color}}]",
        "prospects has no field color",
    ),
    "field without column": (
        "name: x\nfiles: [{entity: prospects, stems: [a], fields: {name: {dates: x}}}]",
        "field name needs either column or join",
    ),
    "files is a number": ("name: x\nfiles: 3", "files is to be a list, not '3'"),
    "no files at all": ("name: x\nfiles: []", "files is to be a list, not []"),
    "file is a text": ("name: x\nfiles: [a]", "an entry of files is to be a table"),
    "fields is a list": (
        "name: x\nfiles: [{entity: prospects, stems: [a], fields: [b]}]",
        "fields is to be a table of keys and values, not ['b']",
    ),
    "values is a list": (
        "name: x\nfiles: [{entity: prospects, stems: [a], fields: {name: {column: b, values: [c]}}}]",
        "values of field name is to be a table",
    ),
    "divisor is a text": (
        "name: x\nfiles: [{entity: prospects, stems: [a], fields: {headcount: {column: b, divide_by: c}}}]",
        "divide_by of field headcount is to be a number, not 'c'",
    ),
    "date format of no engine": (
        "name: x\nfiles: [{entity: prospects, stems: [a], fields: {created_on: {column: b, dates: dd.mm.yyyy}}}]",
        "such as %d.%m.%Y, not 'dd.mm.yyyy'",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "sentence"), BAD_MAPPINGS.values(), ids=BAD_MAPPINGS.keys()
)
def test_a_bad_mapping_is_named(home: Home, text: str, sentence: str) -> None:
    home.write("prospects.csv", GOOD)
    file = mapping(home.folder, "bad.yml", text)
    outcome = home.load("--mapping", file)
    assert outcome.code == 1
    assert "bad.yml: " in outcome.err
    assert sentence in outcome.err


def test_second_export_of_the_day_needs_replace(home: Home) -> None:
    home.write("prospects.csv", GOOD)
    home.load()
    home.write("prospects.csv", GOOD.replace("Alpha", "Omega"))
    outcome = home.load()
    assert outcome.code == 1
    assert "add --replace" in outcome.err
    assert home.load("--replace").code == 0
    assert home.query("select name from raw.prospects order by 1") == [
        ("Beta",),
        ("Omega",),
    ]
    assert home.query("select count(*) from raw.replaced_batches") == [(1,)]
