"""A reader drills from the waterfall to the changes behind one of its bars."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.dashboard import tiny_fixture
from tests.dashboard.release_fixture import publish
from tests.e2e.conftest import OpenReader


def test_a_bar_of_the_waterfall_opens_its_changes(
    open_reader: OpenReader, own_home: Path, own_address: str
) -> None:
    publish(own_home, "r1", tiny_fixture.company("r1"))
    reader = open_reader(own_address)
    reader.open("forecast")
    expect(reader.page.get_by_text("3 rows", exact=True)).to_be_visible()
    reader.part("changes").locator(".mark-rect path[aria-label*='lost']").click()
    reader.wait()
    assert reader.parameters == {"change": "lost"}
    expect(reader.page.get_by_text("3 rows", exact=True)).not_to_be_visible()
    expect(reader.choice("change")).to_have_value("lost")


def test_a_grade_of_the_quarter_leaves_its_projects(
    open_reader: OpenReader, own_home: Path, own_address: str
) -> None:
    publish(own_home, "r1", tiny_fixture.company("r1"))
    reader = open_reader(own_address)
    reader.open("forecast")
    reader.part("forecast by grade").locator(".mark-rect path").nth(1).click()
    reader.wait()
    assert reader.parameters == {"grade": "D"}
    heading = reader.page.get_by_text("1 open project of grade D")
    expect(heading).to_be_visible()
