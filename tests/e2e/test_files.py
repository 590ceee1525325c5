"""Links of a page lead to files of the very view that the page shows."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.dashboard.workbook_reader import sheets
from tests.e2e.conftest import OpenReader
from tests.e2e.reader import Reader


def downloaded(reader: Reader, link: str) -> tuple[str, bytes]:
    """Name and content of the file that a link leads to."""
    with reader.page.expect_download() as caught:
        reader.page.get_by_role("link", name=link, exact=False).first.click()
    name = caught.value.suggested_filename
    return name, Path(caught.value.path()).read_bytes()


def test_files_hold_the_chosen_records(
    open_reader: OpenReader, company_address: str
) -> None:
    reader = open_reader(company_address, locale="zh-CN")
    reader.open("records?grade=A&team=East")
    name, table = downloaded(reader, "CSV")
    assert name == "prospects_2026-10-31_team-East_grade-A.csv"
    lines = table.removeprefix(b"\xef\xbb\xbf").decode().split("\r\n")
    assert lines[0].startswith("名称,")
    assert lines.pop() == ""

    name, workbook = downloaded(reader, "XLSX")
    assert name == "prospects_2026-10-31_team-East_grade-A.xlsx"
    rows, about = sheets(workbook)
    assert [row[0] for row in rows.rows] == [line.split(",")[0] for line in lines]
    assert ["团队", "East", None] in about.rows
    count = reader.page.get_by_text(f"潜在客户 · {len(lines) - 1}", exact=True)
    expect(count.first).to_be_visible()


def test_report_is_of_the_chosen_view(
    open_reader: OpenReader, company_address: str
) -> None:
    reader = open_reader(company_address)
    reader.open("?team=East&as_of=2026-09-30")
    name, report = downloaded(reader, "Report")
    assert name == "overview_2026-09-30_team-East.html"
    document = report.decode()
    assert "<dt>As of</dt><dd>30 Sep 2026</dd>" in document
    assert "<dt>Team</dt><dd>East</dd>" in document
