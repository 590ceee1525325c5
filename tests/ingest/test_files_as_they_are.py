"""Files go in as they are: encodings, workbooks, archives, a line that names the delimiter."""

import gzip
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from tests.ingest.exports import Home

TEXT = "prospect_id,name,city\nP1,苏州恒信电子有限公司,苏州\nP2,无锡江南机械厂,无锡\n"
NAMES = [("P1", "苏州恒信电子有限公司"), ("P2", "无锡江南机械厂")]
TRADITIONAL = "prospect_id,name\nP1,台灣電子股份有限公司\nP2,新北精密工業\n"
WESTERN = "prospect_id,name\nP1,Müller & Söhne GmbH\nP2,Café Zürich – Größe\n"
LOADED = "select prospect_id, name from raw.prospects order by prospect_id"


def folder_of(home: Home) -> Path:
    folder = home.exports / "2026-01-31"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "gb18030"])
def test_chinese_text(home: Home, encoding: str) -> None:
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    home.write("prospects.csv", (mark + TEXT).encode(encoding))
    outcome = home.load()
    assert outcome.code == 0, outcome.err
    assert home.query(LOADED) == NAMES


@pytest.mark.parametrize(
    ("encoding", "text", "name"),
    [("big5", TRADITIONAL, "Big5"), ("cp1252", WESTERN, "Windows-1252")],
)
def test_other_text(home: Home, encoding: str, text: str, name: str) -> None:
    home.write("prospects.csv", text.encode(encoding))
    outcome = home.load()
    assert outcome.code == 0, outcome.err
    assert f"was read as {name} text" in outcome.err
    names = [tuple(line.split(",")) for line in text.splitlines()[1:]]
    assert home.query(LOADED) == names


def test_a_mapping_states_the_encoding(home: Home) -> None:
    home.write("prospects.csv", "prospect_id,name\nP1,鑫淼\n".encode("gb18030"))
    assert "may be GB18030" in home.load().err
    mapping = home.warehouse / "mappings" / "ours.yml"
    mapping.parent.mkdir(parents=True)
    mapping.write_text(
        "name: ours\nfiles:\n  - {entity: prospects, stems: [prospects],"
        " columns_are_fields: true, encoding: gb18030}\n"
    )
    outcome = home.load("--source", "ours")
    assert outcome.code == 0, outcome.err
    assert home.query(LOADED) == [("P1", "鑫淼")]


def test_a_line_that_is_not_of_the_encoding(home: Home) -> None:
    """The encoding is clear from the first lines; one of them is broken."""
    broken = TEXT.encode("utf-16")[:-1] + b"\x00\xd8"
    home.write("prospects.csv", broken)
    outcome = home.load()
    assert outcome.code == 1
    assert "is not UTF-16 text" in outcome.err


def workbook(path: Path) -> None:
    """A book with a titled sheet of prospects, one of projects, a note, a hidden sheet."""
    with xlsxwriter.Workbook(str(path)) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        prospects = book.add_worksheet("prospects")
        prospects.merge_range("A1:D1", "All accounts as of today")
        prospects.write_row("A3", ["prospect_id", "name", "headcount", "created_on"])
        prospects.write_row("A4", ["P1", "Alpha", 120])
        prospects.write_datetime("D4", date(2025, 1, 31), day)
        prospects.write_row("A5", ["P2", "Beta, Ltd."])
        projects = book.add_worksheet("projects")
        header = ["project_id", "prospect_id", "opened_on", "outcome", "amount"]
        projects.write_row("A1", header)
        projects.write_row("A2", ["J1", "P1", "2025-02-01", "open", 12500.5])
        hidden = book.add_worksheet("reps")
        hidden.write_row("A1", ["rep_id", "name"])
        hidden.hide()
        book.add_worksheet("empty")


def test_a_workbook_of_two_sheets(home: Home) -> None:
    path = folder_of(home) / "crm.xlsx"
    workbook(path)
    outcome = home.load()
    assert outcome.code == 0, outcome.err
    assert "sheet prospects, from row 3 on" in outcome.err
    assert "sheet reps is hidden" in outcome.err
    assert "sheet empty holds no table" in outcome.err
    assert home.query(
        "select prospect_id, name, headcount, created_on from raw.prospects order by 1"
    ) == [("P1", "Alpha", 120, date(2025, 1, 31)), ("P2", "Beta, Ltd.", None, None)]
    assert home.query("select amount::double from raw.projects") == [(12500.5,)]
    assert home.query("select count(*) from raw.reps") == [(0,)]


def test_a_workbook_is_given_back_and_read_again(home: Home, tmp_path: Path) -> None:
    path = folder_of(home) / "crm.xlsx"
    workbook(path)
    assert home.load().code == 0
    given = path.read_bytes()
    out = tmp_path / "out"
    day = path.parent.name
    restored = home.ingest("restore", "--exported-on", day, "--out", str(out))
    assert restored.code == 0, restored.err
    assert [each.name for each in out.iterdir()] == ["crm.xlsx"]
    assert (out / "crm.xlsx").read_bytes() == given
    before = home.query("from raw.prospects")
    assert home.ingest("rebuild").code == 0
    assert home.query("from raw.prospects") == before


def test_a_workbook_beside_a_csv(home: Home) -> None:
    workbook(folder_of(home) / "crm.xlsx")
    home.write("reps.csv", "rep_id,name\nR1,Ada\n")
    assert home.load().code == 0
    assert home.query("select name from raw.reps") == [("Ada",)]


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xlsm"])
def test_what_is_no_workbook_is_refused(home: Home, ending: str) -> None:
    home.write(f"prospects.{ending}", "prospect_id,name\nP1,Alpha\n")
    outcome = home.load()
    assert outcome.code == 1
    assert outcome.err.startswith(f"✗ prospects.{ending}: is damaged")
    assert "Traceback" not in outcome.err


def test_an_old_workbook_is_refused(home: Home) -> None:
    home.write("prospects.xls", b"\xd0\xcf\x11\xe0")
    outcome = home.load()
    assert outcome.code == 1
    assert "prospects.xls: an old workbook; save it as XLSX" in outcome.err


def test_archives(home: Home) -> None:
    folder = folder_of(home)
    with zipfile.ZipFile(folder / "crm.zip", "w") as archive:
        archive.writestr("data/prospects.csv", TEXT.encode("gb18030"))
        archive.writestr("data/readme.pdf", b"%PDF")
    (folder / "reps.csv.gz").write_bytes(gzip.compress(b"rep_id,name\nR1,Ada\n"))
    outcome = home.load()
    assert outcome.code == 0, outcome.err
    assert "crm.zip/data/readme.pdf: is no table" in outcome.err
    assert home.query(LOADED) == NAMES
    assert home.query("select name from raw.reps") == [("Ada",)]
    assert home.query("select file from raw.batches order by file") == [
        ("crm.zip/data/prospects.csv",),
        ("reps.csv",),
    ]


@pytest.mark.parametrize("name", ["../prospects.csv", "/etc/prospects.csv"])
def test_an_archive_that_leads_out_of_itself(home: Home, name: str) -> None:
    with zipfile.ZipFile(folder_of(home) / "crm.zip", "w") as archive:
        archive.writestr(name, TEXT)
    outcome = home.load()
    assert outcome.code == 1
    assert "a path that leads out of it" in outcome.err


def test_an_archive_that_is_a_bomb(home: Home) -> None:
    with zipfile.ZipFile(
        folder_of(home) / "crm.zip", "w", zipfile.ZIP_DEFLATED
    ) as archive:
        for number in range(30):
            archive.writestr(f"{number}.csv", bytes(1 << 25))
    outcome = home.load()
    assert outcome.code == 1
    assert "more than Acre reads" in outcome.err


def test_a_damaged_archive(home: Home) -> None:
    home.write("crm.zip", b"PK\x03\x04 and no more")
    home.write("reps.csv.gz", gzip.compress(b"rep_id,name\nR1,Ada\n")[:-8])
    outcome = home.load()
    assert outcome.code == 1
    assert outcome.err.count("is damaged") == 2


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("sep=;\nprospect_id;name\nP1;Alpha\n", ";"),
        ("prospect_id|name\nP1|Alpha\n", "|"),
        ("sep=|\r\nprospect_id|name\r\nP1|Alpha\r\n", "|"),
    ],
)
def test_delimiters(home: Home, text: str, sign: str) -> None:
    home.write("prospects.csv", text)
    outcome = home.load()
    assert outcome.code == 0, outcome.err
    assert home.query(LOADED) == [("P1", "Alpha")]
    is_said = f"took {sign} as its delimiter" in outcome.err
    assert is_said == text.startswith("sep")
