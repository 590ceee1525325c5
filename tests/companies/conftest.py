"""The small company, and the pages of a variant of it as a reader opens them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from dashboard.wording import words
from tests.companies import company
from tests.companies.company import Company
from tests.dashboard.conftest import main_module, open_app

__all__ = ["main_module", "open_app"]


@pytest.fixture(scope="session")
def small_company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    """The demo company at its smallest, loaded and compiled once."""
    home = tmp_path_factory.mktemp("small")
    company.demo(home)
    return company.built(home)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty ACRE_HOME; nothing of an earlier test is cached or open."""
    monkeypatch.setenv("ACRE_HOME", str(tmp_path))
    monkeypatch.delenv("ACRE_CURRENCY", raising=False)
    # The newest export grows older every day.
    monkeypatch.setenv("ACRE_STALE_AFTER_DAYS", "100000")
    st.cache_data.clear()
    words.speak("en")
    yield tmp_path
    # What is current no longer is, so the next release that is opened closes it.
    (tmp_path / "current").unlink(missing_ok=True)
