"""What is registered of a page is what stands in its file and what readers see."""

from __future__ import annotations

import pytest

from dashboard import app_pages
from dashboard.app_pages.registry import FIRST, PAGES
from dashboard.wording import words
from tests.dashboard.conftest import APP, OpenApp
from tests.dashboard.shown import read


def test_every_file_of_a_page_is_registered_under_its_name() -> None:
    folder = APP.parent / "app_pages"
    files = {file.stem for file in folder.glob("*.py")} - {"__init__", "registry"}
    assert set(PAGES) == files
    for slug, page in PAGES.items():
        assert APP.parent / page.script == folder / f"{slug}.py"
        assert page.draw.__module__ == f"{app_pages.__name__}.{slug}"


def test_the_bare_address_is_the_overview() -> None:
    assert FIRST.slug == "overview"


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("slug", PAGES)
def test_a_page_is_headed_and_kept_as_it_is_registered(
    open_app: OpenApp, company: object, slug: str, language: str
) -> None:
    """Under its title, with a link to the report of its name."""
    app = open_app(slug, language)
    with words.speaking(language):
        assert read(app.title[0].value) == words._(PAGES[slug].title)
    links = [link.proto.url for link in app.get("link_button")]
    reports = [link for link in links if link.startswith("/report/")]
    assert [link.partition("?")[0] for link in reports] == [f"/report/{slug}.html"]
