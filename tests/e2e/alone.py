"""`python -m tests.e2e.alone`: a small company from its exports to the pages.

Run where there is no network yet, as root of a namespace: test_sends_nothing.py does.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import urllib.request
from pathlib import Path

from tests.bench import session
from tests.e2e.conftest import served
from tests.e2e.test_every_page import TITLES

# As a statement, for processes that import nothing of the tests.
LOOPBACK_UP = (
    "import fcntl, socket as _s, struct;"
    " fcntl.ioctl(_s.socket(_s.AF_INET, _s.SOCK_DGRAM), 0x8914,"
    " struct.pack('16sh14x', b'lo', 0x41))"
)
_FILES = (
    "",
    "_stcore/health",
    "_stcore/host-config",
    "download/prospects.csv",
    "download/prospects.xlsx",
    "report/overview.html",
)


def main() -> None:
    """Load, build, publish and serve; open every page, and one for another site."""
    exec(LOOPBACK_UP)
    home = Path(os.environ["ACRE_HOME"])
    home.mkdir()
    small = ("--reps", "2", "--prospects-per-rep", "5", "--months", "3")
    _run("ingest", "demo", "--out", str(home / "demo"), *small)
    _run("ingest", "load", str(home / "demo"))
    _run("publish.build")
    _run("publish")
    with served(home) as address:
        for path in _FILES:
            urllib.request.urlopen(f"{address}/{path}").read()
        asyncio.run(_pages(address))
        asyncio.run(_foreign(address))


def _run(module: str, *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{module} {arguments}: {done.stdout}")


async def _pages(address: str) -> None:
    async with session.opened(address) as reader:
        for path in TITLES:
            await reader.show(session.View(path, "lang=en"))


async def _foreign(address: str) -> None:
    try:
        async with session.opened(address, origin="http://acre.example"):
            print("opened")
    except session.SessionBroken:
        print("refused")


if __name__ == "__main__":
    main()
