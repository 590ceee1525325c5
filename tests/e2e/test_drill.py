"""A click on a chart leads to the records behind it, and a link leads there too."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.conftest import OpenReader
from tests.e2e.reader import Reader


@pytest.fixture
def first_bar(company_home: Path) -> tuple[str, str, int, int]:
    """Territory, grade, prospects and open projects of the chart's first A bar."""
    release_id = (company_home / "current").read_text()
    path = company_home / "releases" / release_id / "release.duckdb"
    with duckdb.connect(str(path), read_only=True) as connection:
        row = connection.execute(
            """
            select territory_id, declared_grade, count(*)
            from marts.dim_prospects
            where is_on_list and declared_grade = 'A'
            group by territory_id, declared_grade
            order by territory_id
            limit 1
            """
        ).fetchone()
        assert row is not None
        projects = connection.execute(
            "select count(*) from marts.dim_projects where is_open"
            " and territory_id = ? and declared_grade = ?",
            row[:2],
        ).fetchone()
    assert projects is not None
    return (*row, projects[0])


def records_switch(reader: Reader) -> Locator:
    return reader.page.locator(".st-key-records")


def test_click_on_a_bar_shows_its_records(
    open_reader: OpenReader,
    company_address: str,
    first_bar: tuple[str, str, int, int],
) -> None:
    territory_id, grade, prospects, projects = first_bar
    reader = open_reader(company_address)
    reader.open()
    chart = reader.page.locator(".st-key-territory-chart")
    chart.locator(".mark-rect path").first.click()
    expect(records_switch(reader)).to_contain_text(f"Prospects · {prospects}")
    reader.wait()
    assert reader.parameter("territory") == territory_id
    assert reader.parameter("grade") == grade

    records_switch(reader).get_by_text("Open projects").click()
    expect(records_switch(reader)).to_contain_text(f"Open projects · {projects}")
    reader.wait()
    assert reader.parameter("records") == "projects"

    other = open_reader(company_address)
    other.open(reader.page.url.removeprefix(company_address + "/"))
    expect(records_switch(other)).to_contain_text(f"Prospects · {prospects}")


def test_choice_of_projects_survives_a_change_of_grade(
    open_reader: OpenReader, company_address: str
) -> None:
    reader = open_reader(company_address)
    reader.open("?records=projects")
    reader.page.locator(".st-key-grade").get_by_text("B", exact=True).click()
    reader.page.wait_for_url("**grade=B**")
    reader.wait()
    assert reader.parameter("records") == "projects"


def test_download_holds_the_chosen_records(
    open_reader: OpenReader,
    company_address: str,
    first_bar: tuple[str, str, int, int],
) -> None:
    territory_id, grade, prospects, _projects = first_bar
    reader = open_reader(company_address, locale="zh-CN")
    reader.open(f"?territory={territory_id}&grade={grade}")
    records = reader.page.locator("[class*=st-key-download-prospects]")
    with reader.page.expect_download() as caught:
        records.get_by_text("下载 CSV").click()
    assert caught.value.suggested_filename == f"prospects_{grade}_{territory_id}.csv"
    content = Path(caught.value.path()).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf" + "名称,客户等级,".encode())
    assert content.count(b"\r\n") == prospects + 1


def test_chart_opens_as_a_table(open_reader: OpenReader, company_address: str) -> None:
    reader = open_reader(company_address)
    reader.open()
    tables = reader.page.get_by_test_id("stDataFrame")
    before = tables.count()
    reader.page.get_by_text("Table", exact=True).first.click()
    expect(tables).to_have_count(before + 1)
