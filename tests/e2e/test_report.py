"""A report opens in a browser by itself: no server, no request, no complaint."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.conftest import ROOT

TITLES = {
    ("overview", "en"): "Overview",
    ("overview", "zh"): "总览",
    ("coverage", "zh"): "责任区覆盖",
    ("data", "zh"): "数据质量",
}


@pytest.mark.parametrize(("page", "language"), TITLES)
@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (390, "light"), (1280, "dark")]
)
def test_report_opens_quietly(
    browser: Browser,
    reports: dict[tuple[str, str], Path],
    screenshots: Path,
    page: str,
    language: str,
    width: int,
    scheme: str,
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    opened = context.new_page()
    address = reports[page, language].as_uri()
    requests: list[str] = []
    complaints: list[str] = []
    opened.on("request", lambda request: requests.append(request.url))
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(address)
    expect(opened.locator("h1")).to_have_text(TITLES[page, language])
    expect(opened.locator(".chart svg").first).to_be_visible()
    overflow = "document.documentElement.scrollWidth - innerWidth"
    assert opened.evaluate(overflow) <= 0
    name = f"report-{page}-{language}-{width}-{scheme}.png"
    opened.screenshot(path=screenshots / name, full_page=True)
    context.close()
    assert requests == [address]
    assert complaints == []


@pytest.fixture(scope="module")
def reports(
    company_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[str, str], Path]:
    """The small company's reports, as the command writes them."""
    folder = tmp_path_factory.mktemp("reports")
    written = {}
    for page, language in TITLES:
        path = folder / f"{page}-{language}.html"
        options = ["--page", page, "--lang", language, "--out", str(path)]
        subprocess.run(
            [sys.executable, "-m", "dashboard", "report", *options],
            cwd=ROOT,
            env={**os.environ, "ACRE_HOME": str(company_home)},
            stdout=subprocess.DEVNULL,
            check=True,
        )
        written[page, language] = path
    return written
