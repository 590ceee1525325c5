"""The interface speaks the browser's language until the reader chooses."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.conftest import OpenReader


def test_switch_is_kept_in_the_address(
    open_reader: OpenReader, company_address: str
) -> None:
    reader = open_reader(company_address)
    reader.open()
    expect(reader.title).to_have_text("Overview")
    reader.page.get_by_text("中文", exact=True).click()
    expect(reader.title).to_have_text("总览")
    assert reader.parameters == {"lang": "zh"}

    reader.go("数据质量")
    assert reader.parameters == {"lang": "zh"}

    reader.page.reload()
    expect(reader.title).to_have_text("数据质量")


def test_switch_keeps_the_choices(
    open_reader: OpenReader, company_address: str
) -> None:
    reader = open_reader(company_address)
    reader.open("?team=South&grade=B")
    figures = reader.figures()
    reader.page.get_by_text("中文", exact=True).click()
    expect(reader.choice("team")).to_have_value("South")
    expect(reader.title).to_have_text("总览")
    reader.wait()
    assert reader.parameters == {"team": "South", "grade": "B", "lang": "zh"}
    assert reader.figures()["B"] == figures["B"]
    expect(reader.choice("territory")).to_have_value("全部责任区")


def test_a_link_decides_over_the_browser(
    open_reader: OpenReader, company_address: str
) -> None:
    reader = open_reader(company_address, locale="zh-CN")
    reader.open("?lang=en")
    expect(reader.title).to_have_text("Overview")
