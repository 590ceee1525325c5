"""What strangers may and may not do with the server as `make serve` starts it."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Coroutine, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from email.message import Message
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dashboard.core import overrides
from dashboard.core.overrides import Override
from tests.bench import session
from tests.dashboard import tiny_fixture
from tests.dashboard.release_fixture import Row, publish
from tests.e2e.conftest import ROOT, OpenReader
from tests.e2e.test_every_page import TITLES

ADDRESSES = "http://evil.example/a https://evil.example www.evil.example a@evil.example"
RULES = (
    "content-security-policy",
    "x-content-type-options",
    "referrer-policy",
    "cross-origin-resource-policy",
)


def _lower(headers: Message) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def headers_of(address: str, path: str) -> tuple[int, dict[str, str]]:
    try:
        with urllib.request.urlopen(f"{address}/{path}") as answer:
            return answer.status, _lower(answer.headers)
    except urllib.error.HTTPError as refused:
        return refused.code, _lower(refused.headers)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("", 200),
        ("forecast", 200),
        ("static/nothing.js", 200),
        ("favicon.png", 200),
        ("_stcore/health", 200),
        ("_stcore/host-config", 200),
        ("_stcore/metrics", 404),
        ("download/prospects.csv", 200),
        ("download/nothing.csv", 404),
        ("report/overview.html", 200),
        ("..%2f..%2fetc/passwd", 400),
    ],
)
def test_every_answer_has_the_rules(
    company_address: str, path: str, status: int
) -> None:
    answered, headers = headers_of(company_address, path)
    assert answered == status
    assert not set(RULES) - headers.keys()
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_assets_have_the_rules(open_reader: OpenReader, company_address: str) -> None:
    reader = open_reader(company_address)
    answers: list[tuple[str, dict[str, str]]] = []
    reader.page.on("response", lambda each: answers.append((each.url, each.headers)))
    reader.open()
    scripts = [headers for url, headers in answers if url.endswith(".js")]
    assert scripts
    assert all(name in headers for name in RULES for headers in scripts)


def run(work: Coroutine[None, None, None]) -> None:
    """Run in a thread of its own: the browser's driver has this one's loop."""
    with ThreadPoolExecutor(1) as threads:
        threads.submit(asyncio.run, work).result()


def test_another_site_cannot_open_a_session(company_address: str) -> None:
    async def opened(page: str) -> None:
        async with session.opened(company_address, origin=page) as reader:
            await reader.show(session.View("", ""))

    run(opened(company_address))
    with pytest.raises(session.SessionBroken, match="403"):
        run(opened("http://evil.example"))


def test_addresses_in_names_are_no_links(
    open_reader: OpenReader, own_home: Path, own_address: str
) -> None:
    def named(rows: Sequence[Mapping[str, object]], *fields: str) -> list[Row]:
        return [{**row, **dict.fromkeys(fields, ADDRESSES)} for row in rows]

    tables = tiny_fixture.company("r1")
    tables["dim_territories"] = named(tables["dim_territories"], "name", "team")
    tables["dim_reps"] = named(tables["dim_reps"], "name")
    tables["dim_prospect_versions"] = named(tables["dim_prospect_versions"], "name")
    tables["fct_overrides"] = named(tables["fct_overrides"], "author", "reason")
    publish(own_home, "r1", tables)
    entry = Override(
        "T1", "quarter", dt.date(2026, 11, 1), 1.0, None, ADDRESSES, ADDRESSES, "r1",
        tiny_fixture.OCTOBER,
    )  # fmt: skip
    overrides.keep(own_home, entry)
    reader = open_reader(own_address)
    told = []
    for path in TITLES:
        reader.open(f"{path}?territory=T1")
        told.append(reader.page.get_by_test_id("stMain").inner_text())
        expect(reader.page.locator("a[href*='evil.example']")).to_have_count(0)
        expect(reader.page.locator("a[href^='mailto:']")).to_have_count(0)
    assert sum("evil.example" in text for text in told) >= 2


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.0.2.7", "acre.example"])
def test_an_address_that_others_reach_is_refused(address: str) -> None:
    command = [sys.executable, "-m", "dashboard.serving.serve"]
    served = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "ADDRESS": address, "ALLOW_ANONYMOUS": ""},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert served.returncode == 1
    assert served.stdout == ""
    assert served.stderr == (
        f"✗ {address} can be reached from other machines, and there is no sign-in yet:"
        " serve on ADDRESS=127.0.0.1, or set ALLOW_ANONYMOUS=1 to let everyone who"
        " reaches it read and nobody write.\n"
    )


@pytest.mark.parametrize("workers", ["1", "2"])
def test_it_is_refused_however_the_server_is_started(workers: str) -> None:
    command = [
        sys.executable, "-m", "uvicorn", "dashboard.serving.server:app", "--host", "0.0.0.0",
        "--port", "0", "--workers", workers, "--log-level", "critical",
    ]  # fmt: skip
    served = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "ALLOW_ANONYMOUS": ""},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert served.returncode != 0
    assert "✗ 0.0.0.0 can be reached from other machines" in served.stderr
    assert "Traceback" not in served.stderr
