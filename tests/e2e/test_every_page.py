"""Every page opens in every language, width and theme, quietly and on its own."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dashboard.app_pages.registry import FIRST, PAGES
from tests.e2e.conftest import OpenReader

TITLES = {
    "": {"en": "Overview", "zh": "总览"},
    "forecast": {"en": "Forecast", "zh": "预测"},
    "grades": {"en": "Grades", "zh": "客户等级"},
    "coverage": {"en": "Territory coverage", "zh": "责任区覆盖"},
    "churn": {"en": "List churn", "zh": "名单异动"},
    "records": {"en": "Records", "zh": "记录"},
    "data": {"en": "Data quality", "zh": "数据质量"},
    "glossary": {"en": "Glossary", "zh": "术语表"},
}
LOCALES = {"en": "en-US", "zh": "zh-CN"}
WINDOWS = list(product(("en", "zh"), (1280, 390), ("light", "dark")))


def test_every_page_is_opened() -> None:
    assert list(TITLES) == [
        "" if page is FIRST else page.slug for page in PAGES.values()
    ]


@pytest.mark.parametrize(("language", "width", "scheme"), WINDOWS)
def test_pages_open(
    open_reader: OpenReader,
    company_address: str,
    screenshots: Path,
    language: str,
    width: int,
    scheme: str,
) -> None:
    reader = open_reader(
        company_address, locale=LOCALES[language], width=width, scheme=scheme
    )
    for path, titles in TITLES.items():
        reader.open(path)
        expect(reader.title).to_have_text(titles[language])
        expect(reader.title).to_be_in_viewport()
        name = f"{path or 'overview'}-{language}-{width}-{scheme}.png"
        reader.screenshot(screenshots / name)
        overflow = "document.documentElement.scrollWidth - innerWidth"
        assert reader.page.evaluate(overflow) <= 0
        main = reader.page.get_by_test_id("stMain")
        assert main.evaluate("main => main.scrollWidth - main.clientWidth") <= 0
