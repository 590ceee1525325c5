"""A click leads from a figure, a mark or a row to the records behind it."""

from __future__ import annotations

import duckdb
import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.conftest import OpenReader
from tests.e2e.reader import Reader


def records(reader: Reader) -> Locator:
    return reader.part("show")


def counted(release: duckdb.DuckDBPyConnection, kind: str, **codes: str | None) -> int:
    """Prospects on the newest list, or open projects, of these codes."""
    mart, is_newest = {
        "Prospects": ("dim_prospect_versions", "valid_to is null"),
        "Open projects": ("fct_open_projects", "as_of = '2026-10-31'"),
    }[kind]
    given = {column: code for column, code in codes.items() if code is not None}
    conditions = [is_newest, *(f"{column} = ${column}" for column in given)]
    query = f"select count(*) from marts.{mart} where {' and '.join(conditions)}"
    ((count,),) = release.execute(query, given).fetchall()
    return int(count)


def bar(reader: Reader, territory: str, grade: str) -> Locator:
    """The bar of a territory's grade, by what a screen reader says of it."""
    said = f"[aria-label*='Territory: {territory};'][aria-label*='grade: {grade};']"
    return reader.part("territories").locator(f".mark-rect path{said}")


def test_a_bar_sets_its_territory_and_grade(
    open_reader: OpenReader,
    company_address: str,
    company_release: duckdb.DuckDBPyConnection,
) -> None:
    reader = open_reader(company_address)
    reader.open()
    bar(reader, "深圳 宝安", "B").click()
    codes = {"territory_id": "T05", "declared_grade": "B"}
    prospects = counted(company_release, "Prospects", **codes)
    expect(records(reader)).to_contain_text(f"Prospects · {prospects}")
    reader.wait()
    assert reader.parameters == {"territory": "T05", "grade": "B"}
    expect(reader.choice("territory")).to_have_value("深圳 宝安")
    expect(reader.choice("grade")).to_have_value("B")

    records(reader).get_by_text("Open projects").click()
    projects = counted(company_release, "Open projects", **codes)
    expect(records(reader)).to_contain_text(f"Open projects · {projects}")
    reader.wait()
    assert reader.parameters == {"territory": "T05", "grade": "B", "show": "projects"}

    # A second click on the same bar takes it back.
    bar(reader, "深圳 宝安", "B").click()
    expect(reader.choice("territory")).to_have_value("All territories")
    reader.wait()
    assert reader.parameters == {}


def test_another_bar_replaces_the_first(
    open_reader: OpenReader, company_address: str
) -> None:
    reader = open_reader(company_address)
    reader.open()
    for territory, grade, code in (
        ("深圳 宝安", "B", "T05"),
        ("上海 松江", "C", "T04"),
    ):
        bar(reader, territory, grade).click()
        expect(reader.choice("territory")).to_have_value(territory)
        reader.wait()
        assert reader.parameters == {"territory": code, "grade": grade}


def test_a_reset_unmarks_a_bar(open_reader: OpenReader, company_address: str) -> None:
    """The chart keeps no selection of its own that the bar of filters does not show."""
    reader = open_reader(company_address)
    reader.open()
    for _turn in range(2):
        bar(reader, "深圳 宝安", "B").click()
        expect(reader.choice("territory")).to_have_value("深圳 宝安")
        reader.wait()
        reader.page.get_by_role("button", name="Reset").click()
        expect(reader.choice("territory")).to_have_value("All territories")
        reader.wait()
        assert reader.parameters == {}


def test_a_date_of_the_list_sets_date_and_grade(
    open_reader: OpenReader, company_address: str
) -> None:
    reader = open_reader(company_address)
    reader.open()
    reader.part("list over time").locator(".mark-rect path").first.click()
    expect(reader.choice("as_of")).to_have_value("As of 30 Sep 2025")
    reader.wait()
    assert reader.parameters == {"as_of": "2025-09-30", "grade": "A"}


def test_a_bar_of_the_pipeline_opens_its_projects(
    open_reader: OpenReader, company_address: str
) -> None:
    reader = open_reader(company_address)
    reader.open()
    reader.part("pipeline over time").locator(".mark-rect path").last.click()
    expect(records(reader)).to_contain_text("Open projects")
    reader.wait()
    assert reader.parameters["show"] == "projects"


def test_a_cell_of_the_heatmap_counts_all_grades(
    open_reader: OpenReader, company_address: str
) -> None:
    reader = open_reader(company_address)
    reader.open("?grade=D")
    reader.part("targets over time").locator(".mark-rect path").first.click()
    expect(reader.choice("territory")).not_to_have_value("All territories")
    reader.wait()
    assert set(reader.parameters) == {"as_of", "territory"}


def test_a_second_click_takes_the_newest_date_back(
    open_reader: OpenReader, company_address: str
) -> None:
    reader = open_reader(company_address)
    reader.open("?grade=A")
    reader.part("list over time").locator(".mark-rect path").last.click()
    expect(reader.choice("grade")).to_have_value("All grades")
    reader.wait()
    assert reader.parameters == {}


def test_a_cell_of_the_heatmap_sets_date_and_territory(
    open_reader: OpenReader, company_address: str
) -> None:
    reader = open_reader(company_address)
    reader.open()
    reader.part("targets over time").locator(".mark-rect path").first.click()
    expect(reader.choice("as_of")).not_to_have_value("As of 31 Oct 2026 (newest)")
    reader.wait()
    assert set(reader.parameters) == {"as_of", "territory"}
    expect(reader.choice("territory")).not_to_have_value("All territories")


def test_a_bar_of_loads_sets_the_date(
    open_reader: OpenReader, company_address: str
) -> None:
    reader = open_reader(company_address)
    reader.open("data")
    reader.part("loads").locator(".mark-rect path").first.click()
    expect(reader.choice("as_of")).to_have_value("As of 30 Sep 2025")
    reader.wait()
    assert reader.parameters == {"as_of": "2025-09-30"}


@pytest.mark.parametrize(
    ("strip", "tile", "kind", "grade"),
    [
        ("Prospects on the list", "All", "Prospects", None),
        ("Prospects on the list", "B", "Prospects", "B"),
        ("Open pipeline", "Projects", "Open projects", None),
        ("Open pipeline", "of grade A", "Open projects", "A"),
    ],
)
def test_a_tile_opens_its_records(
    open_reader: OpenReader,
    company_address: str,
    company_release: duckdb.DuckDBPyConnection,
    strip: str,
    tile: str,
    kind: str,
    grade: str | None,
) -> None:
    count = counted(company_release, kind, team="East", declared_grade=grade)
    reader = open_reader(company_address)
    # What was shown before does not matter.
    reader.open("?team=East&show=projects")
    reader.part(f"tile {strip} {tile}").click()
    expect(reader.title).to_have_text("Records")
    expect(records(reader)).to_contain_text(f"{kind} · {count}")
    reader.wait()
    assert reader.parameters.get("grade") == grade
    assert reader.parameters["team"] == "East"
    expect(reader.page.get_by_text(f"{count} rows", exact=True)).to_be_visible()


def choose_first_row(reader: Reader) -> None:
    """The first column picks a row; the first line is the header."""
    table = reader.part("table territories_by_grade")
    table.scroll_into_view_if_needed()
    table.locator("canvas").first.click(position={"x": 12, "y": 52}, force=True)


@pytest.fixture
def table_reader(open_reader: OpenReader, company_address: str) -> Reader:
    """A reader who has opened the table beneath the chart of territories."""
    reader = open_reader(company_address)
    reader.open()
    reader.part("open territories_by_grade").get_by_text("Table", exact=True).click()
    reader.wait()
    return reader


def test_a_row_of_a_table_sets_its_territory(table_reader: Reader) -> None:
    choose_first_row(table_reader)
    expect(table_reader.choice("territory")).to_have_value("重庆 渝北")
    table_reader.wait()
    assert table_reader.parameters == {"territory": "T10"}
    assert table_reader.figures()["All"].startswith("20")


def test_a_row_can_be_chosen_again_after_a_reset(table_reader: Reader) -> None:
    choose_first_row(table_reader)
    expect(table_reader.choice("territory")).to_have_value("重庆 渝北")
    table_reader.wait()
    table_reader.page.get_by_role("button", name="Reset").click()
    expect(table_reader.choice("territory")).to_have_value("All territories")
    table_reader.wait()
    choose_first_row(table_reader)
    expect(table_reader.choice("territory")).to_have_value("重庆 渝北")


def test_a_chart_opens_as_a_table(
    open_reader: OpenReader, company_address: str
) -> None:
    reader = open_reader(company_address)
    reader.open()
    tables = reader.page.get_by_test_id("stDataFrame")
    before = tables.count()
    reader.page.get_by_text("Table", exact=True).first.click()
    expect(tables).to_have_count(before + 1)
