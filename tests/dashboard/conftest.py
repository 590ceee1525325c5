"""A warehouse folder per test, releases in it, and the app as a reader opens it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard import release, words
from dashboard.release import Release
from tests.dashboard import tiny_fixture
from tests.dashboard.release_fixture import Row, publish

APP = Path(__file__).parents[2] / "dashboard" / "streamlit_app.py"
RELEASE_ID = "20261101T023000000Z-0badcafe"

Tables = dict[str, Sequence[Row]]
OpenApp = Callable[..., AppTest]


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
    st.cache_data.clear()
    words.speak("en")
    yield tmp_path
    # What is current no longer is, so the next release that is opened closes it.
    (tmp_path / "current").unlink(missing_ok=True)


@pytest.fixture
def tiny_release(home: Path) -> Iterator[Release]:
    """The hand-counted company, open as a page has it."""
    publish(home, RELEASE_ID, tiny_fixture.company(RELEASE_ID))
    with release.open_current() as opened:
        yield opened


@pytest.fixture
def open_app(caplog: pytest.LogCaptureFixture) -> OpenApp:
    """Opens a page of the app in a language and fails on any fault that it logs."""

    def opened(page: str = "overview", language: str = "en") -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=30)
        app.query_params["lang"] = language
        app.run()
        if page != "overview":
            app.switch_page(f"app_pages/{page}.py").run()
        assert not app.exception, app.exception[0].value
        assert [fault for fault in caplog.records if fault.levelname == "ERROR"] == []
        return app

    return opened
