"""Pages follow the current release by themselves, and outlive a deleted one."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import expect

from tests.dashboard import tiny_fixture
from tests.dashboard.release_fixture import publish
from tests.e2e.conftest import OpenReader

_POLL_MS = 25_000


def test_release_appears_and_is_replaced_on_an_open_page(
    open_reader: OpenReader, own_home: Path, own_address: str
) -> None:
    reader = open_reader(own_address)
    reader.open()
    expect(reader.page.get_by_text("There is no release yet")).to_be_visible()

    publish(own_home, "r1", tiny_fixture.company("r1"))
    expect(reader.metric("All")).to_have_text("4", timeout=_POLL_MS)

    grown = dict(tiny_fixture.company("r2"))
    grown["fct_list_counts"] = [
        *grown["fct_list_counts"],
        (tiny_fixture.OCTOBER, "T2", "C", 7),
    ]
    publish(own_home, "r2", grown)
    expect(reader.metric("All")).to_have_text("11", timeout=_POLL_MS)
    reader.wait()


def test_release_deleted_under_the_page_is_read_on(
    open_reader: OpenReader, own_home: Path, own_address: str
) -> None:
    folder = publish(own_home, "r1", tiny_fixture.company("r1"))
    reader = open_reader(own_address)
    reader.open()
    shutil.rmtree(folder)
    reader.page.locator(".st-key-grade").get_by_text("A", exact=True).click()
    records = reader.page.locator(".st-key-records")
    expect(records).to_contain_text("Prospects · 1")
    reader.wait()
