"""A warehouse folder per test, releases in it, and the app as a reader opens it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.app_pages.registry import PAGES
from dashboard.core import release, view
from dashboard.core.release import Release
from dashboard.core.view import View
from dashboard.wording import words
from tests.dashboard import (
    company_fixture,
    coverage_fixture,
    labels_fixture,
    tiny_fixture,
)
from tests.dashboard.release_fixture import publish, swap

APP = Path(__file__).parents[2] / "dashboard" / "streamlit_app.py"
RELEASE_ID = "20261101T023000000Z-0badcafe"

OpenApp = Callable[..., AppTest]
ViewOf = Callable[..., View]


@pytest.fixture(autouse=True)
def main_module() -> Iterator[None]:
    """Put the main module back: AppTest runs a page in its place and leaves it there."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty ACRE_HOME; nothing of an earlier test is cached or open."""
    monkeypatch.setenv("ACRE_HOME", str(tmp_path))
    monkeypatch.delenv("ACRE_CURRENCY", raising=False)
    # The fixtures' newest export grows older every day.
    monkeypatch.setenv("ACRE_STALE_AFTER_DAYS", "100000")
    st.cache_data.clear()
    words.speak("en")
    labels_fixture.use()
    yield tmp_path
    # What is current no longer is, so the next release that is opened closes it.
    (tmp_path / "current").unlink(missing_ok=True)


@pytest.fixture(scope="session")
def tiny_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the hand-counted company; tests take copies of it."""
    home = tmp_path_factory.mktemp("tiny")
    publish(home, RELEASE_ID, tiny_fixture.company(RELEASE_ID))
    return home


@pytest.fixture
def company(home: Path, tiny_home: Path) -> Path:
    """The hand-counted company, published; its release's folder."""
    folder = home / "releases" / RELEASE_ID
    shutil.copytree(tiny_home / "releases" / RELEASE_ID, folder)
    swap(home, RELEASE_ID)
    return folder


@pytest.fixture
def tiny_release(company: Path) -> Iterator[Release]:
    """The hand-counted company, open as a page has it."""
    with release.open_current() as opened:
        yield opened


@pytest.fixture
def tiny_view(tiny_release: Release) -> ViewOf:
    """Makes a view of the hand-counted company from the parameters of a URL."""
    return lambda **parameters: view.of(tiny_release, parameters)


@pytest.fixture
def maintained_view(home: Path) -> Iterator[ViewOf]:
    """Makes a view of the hand-counted company with activities and a market."""
    publish(home, RELEASE_ID, coverage_fixture.company(RELEASE_ID))
    with release.open_current() as opened:
        yield lambda **parameters: view.of(opened, parameters)


@pytest.fixture
def busy_view(home: Path) -> Iterator[ViewOf]:
    """Makes a view of that company after P5 went to another territory."""
    moved = {
        **tiny_fixture.PROSPECTS[-1],
        **tiny_fixture.WUXI,
        "valid_from": tiny_fixture.OCTOBER,
        "valid_to": None,
    }
    rows = [*tiny_fixture.PROSPECTS, moved]
    tables = coverage_fixture.company(RELEASE_ID, dim_prospect_versions=rows)
    publish(home, RELEASE_ID, tables)
    with release.open_current() as opened:
        yield lambda **parameters: view.of(opened, parameters)


@pytest.fixture(scope="session")
def company_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the believable company; tests only read it."""
    home = tmp_path_factory.mktemp("company")
    publish(home, RELEASE_ID, company_fixture.company(RELEASE_ID))
    return home


@pytest.fixture
def company_view(
    company_home: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ViewOf]:
    """Makes a view of the believable company from the parameters of a URL."""
    monkeypatch.setenv("ACRE_HOME", str(company_home))
    with release.open_current() as opened:
        yield lambda **parameters: view.of(opened, parameters)


@pytest.fixture
def open_app(caplog: pytest.LogCaptureFixture) -> OpenApp:
    """Opens a page as a link does and fails on any fault that the app logs."""

    def opened(page: str = "overview", language: str = "en", **link: str) -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=30)
        app.query_params["lang"] = language
        for name, value in link.items():
            app.query_params[name] = value
        if page != "overview":
            app.switch_page(PAGES[page].script)
        app.run()
        assert not app.exception, app.exception[0].value
        assert [fault for fault in caplog.records if fault.levelname == "ERROR"] == []
        return app

    return opened
