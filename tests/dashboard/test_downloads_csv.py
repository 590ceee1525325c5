"""CSV files open in spreadsheets: Chinese readable, nothing run as a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

import duckdb
import pytest

from dashboard.core import release, view
from dashboard.queries.tables import TABLES
from dashboard.serving.downloads import csv_file
from dashboard.serving.downloads.formulas import neutralised
from dashboard.wording import columns, words
from tests.dashboard import tiny_fixture
from tests.dashboard.conftest import ViewOf
from tests.dashboard.release_fixture import publish

BOM = b"\xef\xbb\xbf"


def whole(of: view.View, name: str) -> str:
    """A download in one piece, without its BOM."""
    content = b"".join(csv_file.chunks(of, name))
    assert content.startswith(BOM)
    return content.removeprefix(BOM).decode()


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+8651255550100", "'+8651255550100"),
        ("-2", "'-2"),
        ("@sum(a1)", "'@sum(a1)"),
        ("＝1+1", "'＝1+1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠sum(a1)", "'＠sum(a1)"),
        ("\tx", "'\tx"),
        ("\r=1", "'\r'=1"),
        ("\n=1", "'\n'=1"),
        ("恒达=电子", "恒达=电子"),
        ("", ""),
    ],
)
def test_text_that_would_run_is_made_plain(cell: str, written: str) -> None:
    assert neutralised(cell) == written


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("a;=cmd", "a;'=cmd"),
        ("x\t=1", "x\t'=1"),
        ("x\n@SUM(1)", "x\n'@SUM(1)"),
        ("x\r\n-1", "x\r\n'-1"),
        ("a;＝1;+2", "a;'＝1;'+2"),
        ('a;"=cmd"', 'a;"\'=cmd"'),
        ("=1;=2", "'=1;'=2"),
        ("Q4; -5 %, = 3", "Q4; -5 %, = 3"),
        ("a,=1", "a,=1"),
        ("a;b\tc", "a;b\tc"),
    ],
)
def test_text_that_would_run_in_a_cell_of_its_own_is_made_plain(
    cell: str, written: str
) -> None:
    assert neutralised(cell) == written


@pytest.mark.parametrize("parted", [",", ";", "\t"])
def test_no_cell_begins_as_a_formula_wherever_lines_are_parted(
    tiny_view: ViewOf, monkeypatch: pytest.MonkeyPatch, parted: str
) -> None:
    hostile = 'a;=1\t=2,b\n=3;"=4";+5'
    monkeypatch.setattr(columns, "label", lambda name: hostile)
    lines = csv_file.chunks(tiny_view(), "list_by_grade")
    head = next(lines).decode("utf-8-sig")
    cells = [
        cell
        for row in csv.reader(io.StringIO(head, newline=""), delimiter=parted)
        for cell in row
    ]
    assert len(cells) >= 3
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_file_has_labels_iso_dates_and_plain_numbers(tiny_view: ViewOf) -> None:
    text = whole(tiny_view(), "prospects")
    labels = (
        "Name",
        "Prospect ID",
        "Grade",
        "Expected signature",
        "Rep",
        "Territory",
        "Segment",
        "City",
        "Annual revenue (¥)",
    )
    rows = csv.DictReader(io.StringIO(text, newline=""))
    assert [[row[label] for label in labels] for row in rows] == [
        ["恒达电子", "P1", "A", "2026-12-01", "王伟", "Suzhou", "medium", "苏州",
         "80000000.00"],
        ["'=新锐机械", "P2", "B", "2027-03-01", "王伟", "Suzhou", "small to medium", "苏州",
         "20000000.00"],
        ["华盛五金", "P3", "D", "", "李娜", "Wuxi", "small to medium", "苏州", ""],
        ["宏图食品", "P4", "ungraded", "", "no rep", "unassigned", "revenue unknown",
         "苏州", ""],
    ]  # fmt: skip
    assert text.count("\r\n") == text.count("\n") == 5


def test_file_is_of_the_view(tiny_view: ViewOf) -> None:
    september = tiny_view(as_of="2026-09-30", team="East", grade="A")
    names = [line.split(",")[0] for line in whole(september, "prospects").split("\r\n")]
    assert names == ["Name", "恒达电子", "锦程化工", ""]


def test_file_is_in_the_language_in_use(tiny_view: ViewOf) -> None:
    with words.speaking("zh"):
        assert whole(tiny_view(), "list_by_grade").startswith(
            "截至日期,客户等级,潜在客户\r\n2026-10-31,A,1\r\n"
        )
        checks = whole(tiny_view(), "checks")
    assert "每家潜在客户都属于已导出的责任区。" in checks
    assert "✗ 未通过,警告" in checks
    assert "Every prospect" not in checks


def test_moments_and_shares(tiny_view: ViewOf) -> None:
    assert "prospects.csv,prospects,acre,7,3,2,2,,2026-11-01 02:30:00\r\n" in whole(
        tiny_view(), "files"
    )
    assert "Suzhou,East,2,3,3,0.666667,1,1,0,0,0\r\n" in whole(
        tiny_view(), "territories_by_grade"
    )


def test_nothing_is_left_but_labels(tiny_view: ViewOf) -> None:
    labels, _rows = whole(tiny_view(), "prospects").split("\r\n", maxsplit=1)
    assert whole(tiny_view(team="nobody's"), "prospects") == f"{labels}\r\n"


def test_labels_are_made_plain_too(
    tiny_view: ViewOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(columns, "label", lambda name: f"={name}")
    assert whole(tiny_view(), "list_by_grade").startswith("'=as_of,'=declared_grade,")


def test_text_of_any_kind_keeps_its_row(home: Path) -> None:
    name = 'a "b", c\nd\re 恒达'
    span = tiny_fixture.span(
        "P1", name, "A", tiny_fixture.SUZHOU, tiny_fixture.FOOD, tiny_fixture.OCTOBER
    )
    tables = {
        **tiny_fixture.company("r"),
        "dim_prospect_versions": [span, {**span, "prospect_id": "P2"}],
    }
    publish(home, "r", tables)
    with release.open_current() as opened:
        written = whole(view.of(opened, {}), "prospects")
    cell = '"a ""b"", c\nd\re 恒达"'
    assert [part.split(",")[1] for part in written.split(cell)[1:]] == ["P1", "P2"]


def test_far_days_and_odd_numbers_are_written(home: Path) -> None:
    folder = publish(home, "r", tiny_fixture.company("r"))
    with duckdb.connect(folder / "release.duckdb") as connection:
        connection.execute(
            "update marts.dim_prospect_versions set created_on = date '12026-01-01'"
        )
    with release.open_current() as opened:
        written = whole(view.of(opened, {}), "prospects")
    assert written.count("12026-01-01") == 4


def test_every_table_of_every_kind_can_be_had(busy_view: ViewOf) -> None:
    for name in TABLES:
        assert whole(busy_view(), name).count("\r\n") > 1, name


def test_no_row_of_many_is_missing(home: Path) -> None:
    folder = publish(home, "r", tiny_fixture.company("r"))
    with duckdb.connect(folder / "release.duckdb") as connection:
        connection.execute(
            """
            insert into marts.dim_prospect_versions by name
            select 'X' || i as prospect_id, 'C' as declared_grade, $day as valid_from
            from range(160_000) as numbers(i)
            """,
            {"day": dt.date(2026, 10, 31)},
        )
    with release.open_current() as opened:
        lines = whole(view.of(opened, {"grade": "C"}), "prospects").split("\r\n")
    keys = {line.split(",")[1] for line in lines[1:-1]}
    assert keys == {f"X{i}" for i in range(160_000)}
