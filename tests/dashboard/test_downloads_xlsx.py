"""Workbooks hold real numbers and dates, run nothing, and say what they are."""

from __future__ import annotations

import tempfile
from itertools import islice
from pathlib import Path

import duckdb
import pytest

from dashboard.core import release, view
from dashboard.core.view import View
from dashboard.queries.tables import TABLES
from dashboard.serving.downloads import xlsx_file
from dashboard.wording import words
from tests.dashboard import tiny_fixture
from tests.dashboard.conftest import RELEASE_ID, ViewOf
from tests.dashboard.release_fixture import publish
from tests.dashboard.workbook_reader import Sheet, sheets

# Days since 1899-12-30, as Excel counts.
DECEMBER_1_2026, MARCH_1_2027, OCTOBER_31_2026 = 46357, 46447, 46326


def written(of: View, name: str) -> list[Sheet]:
    return sheets(b"".join(xlsx_file.chunks(of, name)))


def test_numbers_and_dates_are_real(tiny_view: ViewOf) -> None:
    rows, _about = written(tiny_view(), "prospects")
    named = dict(zip(rows.rows[0], zip(*rows.rows[1:], strict=True), strict=True))
    assert named["Expected signature"] == (DECEMBER_1_2026, MARCH_1_2027, None, None)
    assert named["Annual revenue (¥)"] == (80_000_000, 20_000_000, None, None)
    assert named["Segment"][0] == "medium"
    formats = dict(zip(rows.rows[0], rows.formats[1], strict=False))
    assert formats["Expected signature"] == "yyyy-mm-dd"
    assert formats["Annual revenue (¥)"] == "#,##0.00"


def test_moments_and_shares_are_numbers(tiny_view: ViewOf) -> None:
    files, _about = written(tiny_view(), "files")
    assert files.rows[1][0] == OCTOBER_31_2026
    assert files.rows[1][-1] == pytest.approx(46327 + 2.5 / 24)
    assert files.formats[1][-1] == "yyyy-mm-dd hh:mm:ss"
    territories, _about = written(tiny_view(), "territories_by_grade")
    share = territories.rows[0].index("Share of target")
    assert territories.column(share)[1] == pytest.approx(2 / 3)
    assert territories.formats[1][share] == "0%"


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "+1", "-1", "@sum(a1)", "\tx", "\r=1", "\n=1", "＝1+1",
        "{=1+1}", "http://example.com", "12", "a & b <c>", " spaced ", "_x0041_",
        "恒达",
    ],
)  # fmt: skip
def test_text_stays_text(home: Path, text: str) -> None:
    rows = of_prospect(home, text)
    assert rows.rows[1][0] == as_excel_reads(text)
    assert rows.formats[1][0] == "@"


def test_text_that_looks_like_markup_is_not_run_as_such(home: Path) -> None:
    text = "<r><t>x</t></r><evil/><r></r>"
    assert of_prospect(home, text).rows[1][0] == f"{text} "
    with release.open_current() as opened:
        _rows, about = written(view.of(opened, {"team": text}), "prospects")
    assert ["Team", f"{text} ", None] in about.rows


def test_columns_are_defined_by_the_tables_own_marts(home: Path) -> None:
    folder = publish(home, "r", tiny_fixture.company("r"))
    with duckdb.connect(folder / "release.duckdb") as connection:
        for mart, text in (
            ("dim_projects", "of a project"),
            ("dim_prospects", "of a dimension"),
            ("dim_prospect_versions", "of a span\n\n中文：跨度的"),
        ):
            connection.execute(
                f"comment on column marts.{mart}.prospect_id is '{text}'"
            )
    with release.open_current() as opened:
        _rows, about = written(view.of(opened, {}), "prospects")
        with words.speaking("zh"):
            _rows, chinese = written(view.of(opened, {}), "prospects")
    assert ["Prospect ID", "of a span", None] in about.rows
    assert ["客户编号", "跨度的", None] in chinese.rows


def of_prospect(home: Path, name: str) -> Sheet:
    """The rows of a company that has one prospect of this name."""
    span = tiny_fixture.span(
        "P1", name, "A", tiny_fixture.SUZHOU, tiny_fixture.FOOD, tiny_fixture.OCTOBER
    )
    publish(home, "r", {**tiny_fixture.company("r"), "dim_prospect_versions": [span]})
    with release.open_current() as opened:
        return written(view.of(opened, {}), "prospects")[0]


def as_excel_reads(text: str) -> str:
    """Excel escapes what XML has no sign for: carriage returns, and escapes."""
    return text.replace("_x0041_", "_x005F_x0041_").replace("\r", "_x000D_")


def test_labels_are_bold_stay_in_sight_and_filter(tiny_view: ViewOf) -> None:
    rows, _about = written(tiny_view(), "list_by_grade")
    assert rows.formats[0] == ["bold @"] * 3
    pane = rows.find("sheetViews/sheetView/pane")
    assert pane is not None
    assert (pane.attrib["ySplit"], pane.attrib["state"]) == ("1", "frozen")
    filtered = rows.find("autoFilter")
    assert filtered is not None
    assert filtered.attrib["ref"] == f"A1:C{len(rows.rows)}"


def test_columns_are_as_wide_as_what_they_hold(tiny_view: ViewOf) -> None:
    rows, _about = written(tiny_view(), "prospects")
    columns = rows.find("cols")
    assert columns is not None
    widths = [float(each.attrib["width"]) for each in columns]
    # 恒达电子 and the like take two digits' width a letter.
    assert min(widths) >= 9
    assert all(each.attrib["customWidth"] == "1" for each in columns)


def test_about_says_what_the_rows_are(tiny_view: ViewOf) -> None:
    _rows, about = written(tiny_view(team="East", grade="A"), "list_by_grade")
    assert about.title == "About"
    lines = [row[:2] for row in about.rows]
    assert lines[0] == ["List by grade", None]
    assert lines[1:9] == [
        ["As of", "31 Oct 2026"],
        ["Compared with", "30 Sep 2026"],
        ["Team", "East"],
        ["Grade", "A"],
        ["Rows", 2],
        ["Table", "list_by_grade"],
        ["Source tables", "marts.dim_as_of_dates, marts.fct_list_attributes"],
        ["Release", RELEASE_ID],
    ]
    assert [
        "Prospects",
        "Prospects on the list.",
        "number of prospects with the status active",
    ] in about.rows
    assert [
        "✗ failed",
        "Every prospect belongs to a delivered territory.",
        2,
    ] in about.rows
    assert ["✓ passed", "Every prospect stands once.", 0] in about.rows


def test_about_marks_what_was_reconstructed(tiny_view: ViewOf) -> None:
    _rows, about = written(
        tiny_view(as_of="2026-08-31", compare="none"), "pipeline_by_grade"
    )
    assert about.rows[1][:2] == ["As of", "31 Aug 2026 (reconstructed)"]
    assert about.rows[2][:2] == ["Compared with", "nothing"]
    assert about.rows[3][:2] == ["Filters", "none"]


def test_workbook_is_in_the_language_in_use(tiny_view: ViewOf) -> None:
    with words.speaking("zh"):
        rows, about = written(tiny_view(grade="ungraded"), "prospects")
    assert rows.title == "潜在客户"
    assert rows.rows[0][0] == "名称"
    assert "未分级" in rows.rows[1]
    assert ["截至日期", "2026年10月31日", None] in about.rows
    assert ["✗ 未通过", "每家潜在客户都属于已导出的责任区。", 2] in about.rows


def test_nothing_is_left_but_labels(tiny_view: ViewOf) -> None:
    rows, about = written(tiny_view(team="nobody's"), "prospects")
    assert [row[0] for row in rows.rows] == ["Name"]
    assert ["Rows", 0, None] in about.rows


def test_rows_beyond_a_sheet_continue_on_the_next(
    tiny_view: ViewOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx_file, "MOST_ROWS", 3)
    first, about, second = written(tiny_view(), "prospects")
    assert [first.title, about.title, second.title] == [
        "Prospects", "About", "Prospects 2",
    ]  # fmt: skip
    assert first.column(0) == ["恒达电子", "=新锐机械", "华盛五金"]
    assert second.rows[0] == first.rows[0]
    assert second.column(0) == ["宏图食品"]
    assert ["Rows", 4, None] in about.rows


def test_full_sheet_has_no_empty_one_behind_it(
    tiny_view: ViewOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx_file, "MOST_ROWS", 4)
    assert len(written(tiny_view(), "prospects")) == 2


def test_days_that_excel_does_not_have_are_text(home: Path) -> None:
    folder = publish(home, "r", tiny_fixture.company("r"))
    with duckdb.connect(folder / "release.duckdb") as connection:
        connection.execute(
            """
            update marts.dim_prospect_versions set created_on = case prospect_id
                when 'P1' then date '1899-12-31' when 'P2' then date '1900-03-01'
                when 'P3' then date '12026-01-01' else date '9999-12-31' end
            """
        )
    with release.open_current() as opened:
        rows = written(view.of(opened, {}), "prospects")[0]
    created = rows.rows[0].index("Created")
    assert rows.column(created) == ["1899-12-31", 61, "12026-01-01", 2_958_465]


def test_every_table_can_be_had(busy_view: ViewOf) -> None:
    for name in TABLES:
        rows, about = written(busy_view(), name)
        assert len(rows.rows) > 1, name
        assert about.rows[0][0] == rows.title


def test_file_on_disk_is_gone_whoever_stops_reading(
    tiny_view: ViewOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    pieces = xlsx_file.chunks(tiny_view(), "prospects")
    assert list(islice(pieces, 1)) == [b""]
    assert list(tmp_path.glob("acre-*/*"))
    pieces.close()  # type: ignore[attr-defined]
    assert not list(tmp_path.glob("acre-*"))
    assert b"".join(xlsx_file.chunks(tiny_view(), "prospects")).startswith(b"PK")
    assert not list(tmp_path.glob("acre-*"))
