"""The files beneath a table hold all rows that the page shows, and only those."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import duckdb
from playwright.sync_api import expect

from tests.dashboard import workbook_reader
from tests.e2e.conftest import OpenReader
from tests.e2e.reader import Reader


def downloaded(reader: Reader, words: str, place: int = 0) -> tuple[str, bytes]:
    """The name and the content of the file that a click on its link brings."""
    with reader.page.expect_download() as caught:
        reader.page.get_by_role("link", name=words).nth(place).click()
    return caught.value.suggested_filename, Path(caught.value.path()).read_bytes()


def in_south(release: duckdb.DuckDBPyConnection) -> list[str]:
    rows = release.execute(
        "select prospect_id from marts.dim_prospect_versions where team = 'South'"
        " and valid_from <= '2026-03-31' and coalesce(valid_to > '2026-03-31', true)"
        " order by 1"
    ).fetchall()
    return [prospect_id for (prospect_id,) in rows]


LINK = "?team=South&as_of=2026-03-31"


def test_csv_holds_the_filtered_rows(
    open_reader: OpenReader,
    company_address: str,
    company_release: duckdb.DuckDBPyConnection,
) -> None:
    reader = open_reader(company_address)
    reader.open(f"records{LINK}")
    name, content = downloaded(reader, "CSV")
    assert name.startswith("prospects")
    assert name.endswith(".csv")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    ids = sorted(row["Prospect ID"] for row in rows)
    assert ids == in_south(company_release)
    expect(reader.page.get_by_text(f"{len(ids)} rows", exact=True)).to_be_visible()


def test_xlsx_holds_the_filtered_rows_in_the_language_in_use(
    open_reader: OpenReader,
    company_address: str,
    company_release: duckdb.DuckDBPyConnection,
) -> None:
    reader = open_reader(company_address, locale="zh-CN")
    reader.open(f"records{LINK}")
    name, content = downloaded(reader, "XLSX")
    assert name.endswith(".xlsx")
    table, about = workbook_reader.sheets(content)
    assert table.title == "潜在客户"
    labels = table.rows[0]
    ids = table.column(labels.index("客户编号"))
    assert sorted(map(str, ids)) == in_south(company_release)
    told = {str(cell) for row in about.rows for cell in row}
    assert {"South", "2026年3月31日"} <= told


def test_the_figures_of_a_chart_can_be_had(
    open_reader: OpenReader, company_address: str
) -> None:
    reader = open_reader(company_address)
    reader.open("?grade=A")
    figure = reader.metric("A").inner_text()
    reader.page.get_by_text("Table", exact=True).first.click()
    expect(reader.page.get_by_role("link", name="CSV")).to_have_count(2)
    reader.wait()
    name, content = downloaded(reader, "CSV")
    assert name.startswith("list_by_grade")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert len(rows) == 14
    assert rows[0] == {"As of": "2026-10-31", "Grade": "A", "Prospects": figure}


def test_every_table_of_the_page_data_can_be_had(
    open_reader: OpenReader, company_address: str
) -> None:
    reader = open_reader(company_address)
    reader.open("data")
    links = reader.page.get_by_role("link", name="CSV")
    names = [downloaded(reader, "CSV", place)[0] for place in range(links.count())]
    assert [name.split("_2026")[0].removesuffix(".csv") for name in names] == [
        "entities", "checks", "files", "reject_reasons", "rejects", "findings",
    ]  # fmt: skip
