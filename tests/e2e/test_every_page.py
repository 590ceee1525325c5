"""Every page opens in every language, width and theme, quietly and on its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OpenReader

TITLES = {
    ("", "en"): "Overview",
    ("", "zh"): "总览",
    ("data", "en"): "Data",
    ("data", "zh"): "数据",
}
LOCALES = {"en": "en-US", "zh": "zh-CN"}


@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [
        ("en", 1280, "light"),
        ("zh", 1280, "light"),
        ("en", 390, "light"),
        ("zh", 390, "light"),
        ("zh", 1280, "dark"),
        ("en", 390, "dark"),
    ],
)
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
    for path in ("", "data"):
        reader.open(path)
        expect(reader.title).to_have_text(TITLES[path, language])
        name = f"{path or 'overview'}-{language}-{width}-{scheme}.png"
        reader.screenshot(screenshots / name)
        overflow = "document.documentElement.scrollWidth - innerWidth"
        assert reader.page.evaluate(overflow) <= 0
