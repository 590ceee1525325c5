"""A browser, a warehouse folder and the dashboard as `make serve` starts it.

ACRE_E2E_HOME lets test_every_page.py open the pages of that ACRE_HOME instead of the small
company; ACRE_SCREENSHOTS names the folder for screenshots, which otherwise are temporary.
"""

from __future__ import annotations

import os
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.dashboard import company_fixture
from tests.dashboard.release_fixture import publish
from tests.e2e.browser import NoBrowser, launch
from tests.e2e.reader import Reader

ROOT = Path(__file__).parents[2]
RELEASE_ID = "20261123T091600000Z-0f3a9c1e"
_START_SECONDS = 60

OpenReader = Callable[..., Reader]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        try:
            found = launch(playwright)
        except NoBrowser:
            sentence = "No Chromium was found or could be installed: pages not tested."
            if os.environ.get("CI") == "true":
                pytest.fail(sentence)
            print(f"\n*** {sentence} ***", file=sys.stderr, flush=True)
            pytest.skip(sentence)
        yield found
        found.close()


@pytest.fixture(scope="session")
def company_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small company's release, or the ACRE_HOME that the caller names."""
    given = os.environ.get("ACRE_E2E_HOME")
    if given:
        return Path(given).absolute()
    home = tmp_path_factory.mktemp("company")
    publish(home, RELEASE_ID, company_fixture.company(RELEASE_ID))
    return home


@pytest.fixture
def company_release(company_home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The database behind the pages at `company_address`, to be counted in."""
    release_id = (company_home / "current").read_text()
    path = company_home / "releases" / release_id / "release.duckdb"
    with duckdb.connect(path, read_only=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def company_address(company_home: Path) -> Iterator[str]:
    with served(company_home) as address:
        yield address


@pytest.fixture
def own_home(tmp_path: Path) -> Path:
    """An empty ACRE_HOME that a test may change."""
    return tmp_path


@pytest.fixture
def own_address(own_home: Path) -> Iterator[str]:
    with served(own_home) as address:
        yield address


@contextmanager
def served(home: Path) -> Iterator[str]:
    """The dashboard on a free port over a home; its address."""
    port = free_port()
    make = ["make", "--no-print-directory", "-n", "serve", f"PORT={port}"]
    told = subprocess.run(make, cwd=ROOT, capture_output=True, text=True, check=True)
    server = subprocess.Popen(
        shlex.split(told.stdout.strip().splitlines()[-1]),
        cwd=ROOT,
        # The fixtures' newest export grows older every day.
        env={"ACRE_STALE_AFTER_DAYS": "100000", **os.environ, "ACRE_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(port, server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        assert server.poll() is None, "the dashboard ended before it answered"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the dashboard did not answer")


@pytest.fixture
def open_reader(browser: Browser) -> Iterator[OpenReader]:
    """Opens a browser window at an address; every window is checked and closed."""
    readers: list[Reader] = []

    def opened(
        address: str, *, locale: str = "en-US", width: int = 1280, scheme: str = "light"
    ) -> Reader:
        reader = Reader(browser, address, locale, width, scheme)
        readers.append(reader)
        return reader

    yield opened
    for reader in readers:
        reader.close()
    for reader in readers:
        assert reader.complaints == []


@pytest.fixture(scope="session")
def screenshots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    given = os.environ.get("ACRE_SCREENSHOTS")
    folder = Path(given) if given else tmp_path_factory.mktemp("screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
