"""The first pages of a server that has just started are drawn, however many at once."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from dashboard.app_pages.registry import FIRST, PAGES
from tests.bench import session
from tests.bench.session import View
from tests.e2e.conftest import served

PATHS = ["" if page is FIRST else page.slug for page in PAGES.values()]
READERS = 24


async def faults_of(address: str, path: str) -> list[str]:
    async with session.opened(address) as reader:
        await reader.show(View(path, "lang=en"))
        return reader.page.faults()


async def all_at_once(address: str) -> list[list[str]]:
    paths = [PATHS[number % len(PATHS)] for number in range(READERS)]
    return await asyncio.gather(*(faults_of(address, path) for path in paths))


def test_many_first_pages_at_once_are_drawn(company_home: Path) -> None:
    """Each loaded pandas by itself, and some met the half of it that others had loaded."""
    # A thread of its own: in this one Playwright's loop may run.
    with served(company_home) as address, ThreadPoolExecutor(1) as thread:
        faults = thread.submit(asyncio.run, all_at_once(address)).result()
    assert faults == [[]] * READERS
