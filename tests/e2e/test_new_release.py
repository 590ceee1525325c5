"""Pages follow the current release by themselves, and outlive a deleted one."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import expect

from tests.dashboard import tiny_fixture
from tests.dashboard.release_fixture import publish
from tests.dashboard.tiny_fixture import HARDWARE, OCTOBER, WUXI, span
from tests.e2e.conftest import OpenReader
from tests.e2e.reader import Reader

_POLL_MS = 25_000


def grown(home: Path, release_id: str, count: int) -> None:
    """Publish the hand-counted company with so many more prospects of grade C."""
    spans = [
        span(f"N{number}", f"Firm {number}", "C", WUXI, HARDWARE, OCTOBER)
        for number in range(count)
    ]
    prospects = [*tiny_fixture.PROSPECTS, *spans]
    publish(
        home,
        release_id,
        tiny_fixture.company(release_id, dim_prospect_versions=prospects),
    )


def test_release_appears_and_is_replaced_on_an_open_page(
    open_reader: OpenReader, own_home: Path, own_address: str
) -> None:
    reader = open_reader(own_address)
    reader.open("?show=projects")
    expect(reader.page.get_by_text("There is no release yet")).to_be_visible()

    publish(own_home, "r1", tiny_fixture.company("r1"))
    expect(reader.metric("All")).to_have_text("4", timeout=_POLL_MS)

    grown(own_home, "r2", 7)
    expect(reader.metric("All")).to_have_text("11", timeout=_POLL_MS)
    expect(reader.part("show")).to_contain_text("Prospects · 11")
    reader.wait()


def test_choices_survive_a_new_release(
    open_reader: OpenReader, own_home: Path, own_address: str
) -> None:
    publish(own_home, "r1", tiny_fixture.company("r1"))
    reader = open_reader(own_address)
    reader.open()
    reader.choose("territory", "Wuxi")
    expect(reader.metric("All")).to_have_text("1")
    grown(own_home, "r2", 7)
    expect(reader.metric("All")).to_have_text("8", timeout=_POLL_MS)
    reader.wait()
    assert reader.parameters == {"territory": "T2"}
    expect(reader.choice("territory")).to_have_value("Wuxi")


def test_no_reader_sees_a_mixture_while_releases_change(
    open_reader: OpenReader, own_home: Path, own_address: str
) -> None:
    """Each release has its own number of prospects, which all parts of a page tell."""
    grown(own_home, "r0", 10)
    readers = [open_reader(own_address) for _reader in range(4)]
    for reader in readers:
        reader.open("?show=projects")
    for number in range(1, 4):
        grown(own_home, f"r{number}", (number + 1) * 10)
        for reader in readers:
            # A choice draws the page anew, with the release of that moment.
            reader.choose("compare", "no comparison" if number % 2 else
                          "vs previous export · 30 Sep 2026")  # fmt: skip
            assert told(reader) == {14 + number * 10}


def told(reader: Reader) -> set[int]:
    """The number of prospects by the metric, the title and the records."""
    headline = reader.page.get_by_role("heading", name="prospects on the list")
    records = reader.part("show").inner_text().splitlines()
    return {
        int(reader.metric("All").inner_text()),
        int(headline.inner_text().split(" ", 1)[0]),
        *(int(line.split(" · ")[1]) for line in records if "Prospects ·" in line),
    }


def test_release_deleted_under_the_page_is_read_on(
    open_reader: OpenReader, own_home: Path, own_address: str
) -> None:
    folder = publish(own_home, "r1", tiny_fixture.company("r1"))
    reader = open_reader(own_address)
    reader.open()
    shutil.rmtree(folder)
    reader.choose("grade", "A")
    expect(reader.part("show")).to_contain_text("Prospects · 1")
