"""From a figure's help a link leads to its place in the glossary."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.conftest import OpenReader


def test_a_figure_leads_to_its_definition(
    open_reader: OpenReader, company_address: str
) -> None:
    reader = open_reader(company_address, locale="zh-CN")
    reader.open()
    reader.page.get_by_role("button", name="Help for B").hover()
    tooltip = reader.page.get_by_test_id("stTooltipContent")
    expect(tooltip).to_contain_text("名单上的 B 级潜在客户。")
    link = tooltip.get_by_role("link", name="术语表").get_attribute("href")
    assert link is not None

    other = open_reader(company_address)
    other.open(link.removeprefix("/"))
    expect(other.title).to_have_text("术语表")
    expect(other.page.locator("#b_count")).to_be_in_viewport()


def test_the_last_term_can_be_linked_to(
    open_reader: OpenReader, company_address: str
) -> None:
    reader = open_reader(company_address, width=390)
    reader.open("glossary#subject")
    expect(reader.page.locator("#subject")).to_be_in_viewport()
