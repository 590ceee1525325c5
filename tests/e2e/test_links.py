"""A link that is copied from the address bar opens the same view elsewhere."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.conftest import OpenReader
from tests.e2e.reader import Reader


def choose_much(reader: Reader) -> None:
    reader.choose("as_of", "As of 31 Aug 2026")
    reader.choose("compare", "vs a quarter before · 31 May 2026")
    reader.choose("team", "South")
    reader.choose("line", "ERP")


def test_a_copied_link_opens_the_same_figures(
    open_reader: OpenReader, company_address: str
) -> None:
    reader = open_reader(company_address)
    reader.open()
    whole = reader.figures()
    choose_much(reader)
    assert reader.parameters == {
        "as_of": "2026-08-31",
        "compare": "quarter",
        "team": "South",
        "line": "ERP",
    }
    assert reader.figures() != whole

    other = open_reader(company_address)
    other.open(reader.link)
    assert other.figures() == reader.figures()
    assert other.link == reader.link
    expect(other.choice("team")).to_have_value("South")
    expect(other.choice("as_of")).to_have_value("As of 31 Aug 2026")


def test_a_link_opens_the_same_figures_in_another_language(
    open_reader: OpenReader, company_address: str
) -> None:
    reader = open_reader(company_address)
    reader.open("?team=South&grade=B")
    other = open_reader(company_address, locale="zh-CN")
    other.open(reader.link)
    expect(other.title).to_have_text("总览")
    assert other.figures()["B"] == reader.figures()["B"]
    assert other.parameters == reader.parameters


def test_a_link_survives_reloading_and_other_pages(
    open_reader: OpenReader, company_address: str
) -> None:
    reader = open_reader(company_address)
    reader.open()
    choose_much(reader)
    link, figures = reader.parameters, reader.figures()
    reader.page.reload()
    reader.wait()
    assert reader.figures() == figures
    for page in ("Records", "Data quality", "Glossary", "Overview"):
        reader.go(page)
        assert reader.parameters == link
    assert reader.figures() == figures


def test_what_a_page_lets_choose_stays_on_it(
    open_reader: OpenReader, company_address: str
) -> None:
    reader = open_reader(company_address)
    reader.open("grades?assessment=overgraded&grade=B")
    assert reader.parameters == {"assessment": "overgraded", "grade": "B"}
    reader.go("Overview")
    assert reader.parameters == {"grade": "B"}
    reader.go("Grades")
    assert reader.parameters == {"grade": "B"}


def test_reset_takes_everything_back(
    open_reader: OpenReader, company_address: str
) -> None:
    reader = open_reader(company_address)
    reader.open()
    whole = reader.figures()
    choose_much(reader)
    reader.page.get_by_role("button", name="Reset").click()
    expect(reader.choice("team")).to_have_value("All teams")
    reader.wait()
    assert reader.parameters == {}
    assert reader.figures() == whole


def go_back(reader: Reader) -> None:
    reader.page.go_back()
    reader.wait()


def test_the_way_back_takes_a_choice_back(
    open_reader: OpenReader, company_address: str
) -> None:
    reader = open_reader(company_address)
    reader.open()
    whole = reader.figures()
    reader.choose("team", "South")
    south = reader.figures()
    reader.choose("grade", "B")
    reader.page.go_back()
    expect(reader.choice("grade")).to_have_value("All grades")
    assert reader.parameters == {"team": "South"}
    reader.wait()
    assert reader.figures() == south
    go_back(reader)
    expect(reader.choice("team")).to_have_value("All teams")
    assert (reader.parameters, reader.figures()) == ({}, whole)
    reader.page.go_forward()
    expect(reader.choice("team")).to_have_value("South")
    reader.wait()
    assert (reader.parameters, reader.figures()) == ({"team": "South"}, south)


def test_the_way_back_leads_over_pages_as_they_were(
    open_reader: OpenReader, company_address: str
) -> None:
    """One step a page: its choices come with it, in its language."""
    reader = open_reader(company_address)
    reader.open("?lang=zh")
    reader.choose("grade", "B")
    reader.choose("team", "South")
    reader.go("记录")
    reader.choose("team", "North")
    assert reader.parameters == {"lang": "zh", "grade": "B", "team": "North"}
    go_back(reader)
    expect(reader.title).to_have_text("记录")
    expect(reader.choice("team")).to_have_value("South")
    go_back(reader)
    expect(reader.title).to_have_text("总览")
    assert reader.parameters == {"lang": "zh", "grade": "B", "team": "South"}
    go_back(reader)
    expect(reader.title).to_have_text("总览")
    assert reader.parameters == {"lang": "zh", "grade": "B"}


def test_the_way_back_takes_a_choice_of_the_page_back(
    open_reader: OpenReader, company_address: str
) -> None:
    reader = open_reader(company_address)
    reader.open("records")
    reader.part("show").click()
    reader.part("show").get_by_text("Open projects").click()
    reader.wait()
    assert reader.parameters == {"show": "projects"}
    go_back(reader)
    assert reader.parameters == {}
    reader.page.go_forward()
    reader.wait()
    assert reader.parameters == {"show": "projects"}


def test_a_link_may_hold_anything(
    open_reader: OpenReader, company_address: str
) -> None:
    reader = open_reader(company_address)
    reader.open("?territory=%3Cscript%3Ealert(1)%3C%2Fscript%3E&as_of=x&compare=%00")
    expect(reader.page.get_by_text("No prospect or open project")).to_be_visible()
    expect(reader.page.get_by_test_id("stAlert").last).to_contain_text(
        "Territory <script>alert(1)</script>"
    )
    assert set(reader.parameters) == {"territory"}
