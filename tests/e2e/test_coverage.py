"""From the territories to the worklist of one, and its audit sheet on one page."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.conftest import ROOT, OpenReader


def overdue_count(release: duckdb.DuckDBPyConnection, territory_id: str) -> int:
    """Prospects of a territory that are overdue at the newest date."""
    ((count,),) = release.execute(
        "select count(*) from marts.fct_overdue_prospects"
        " where territory_id = $territory_id and valid_to is null",
        {"territory_id": territory_id},
    ).fetchall()
    return int(count)


def test_a_territory_opens_its_worklist(
    open_reader: OpenReader,
    company_address: str,
    company_release: duckdb.DuckDBPyConnection,
) -> None:
    reader = open_reader(company_address)
    reader.open("coverage")
    said = "[aria-label*='Territory: 深圳 宝安;'][aria-label*='Measure: on cadence;']"
    cells = reader.part("territories side by side").locator(".mark-rect path")
    cells.and_(reader.page.locator(said)).click()
    expect(reader.choice("territory")).to_have_value("深圳 宝安")
    reader.wait()
    assert reader.parameters == {"territory": "T05"}
    count = overdue_count(company_release, "T05")
    assert count > 1
    heading = reader.page.get_by_role("heading", name=f"{count} prospects are overdue")
    expect(heading).to_be_visible()
    reader.page.get_by_text("All overdue prospects").click()
    expect(reader.page.get_by_text(f"{count} rows").last).to_be_visible()


def test_the_worklist_of_a_figure_is_its_records(
    open_reader: OpenReader,
    company_address: str,
    company_release: duckdb.DuckDBPyConnection,
) -> None:
    reader = open_reader(company_address)
    reader.open("records?territory=T05&show=overdue")
    count = overdue_count(company_release, "T05")
    expect(reader.part("show")).to_contain_text(f"Overdue prospects · {count}")
    expect(reader.page.get_by_text(f"{count} rows").last).to_be_visible()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_audit_sheet_is_one_printed_page(
    browser: Browser, company_home: Path, tmp_path: Path, language: str
) -> None:
    path = tmp_path / "sheet.html"
    subprocess.run(
        [
            sys.executable, "-m", "dashboard", "report", "--page", "coverage",
            "--lang", language, "--view", "territory=T05", "--out", str(path),
        ],
        cwd=ROOT,
        env={**os.environ, "ACRE_HOME": str(company_home)},
        stdout=subprocess.DEVNULL,
        check=True,
    )  # fmt: skip
    page = browser.new_page()
    page.goto(path.as_uri())
    printed = page.pdf(prefer_css_page_size=True)
    page.close()
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
