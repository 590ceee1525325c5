"""Find a Chromium to test in: installed, else Playwright's, else Debian's package."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, Playwright

_INSTALLED = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# The last five keep the browser from calling home, which would count as requests.
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_DOWNLOAD_SECONDS = 300


class NoBrowser(Exception):
    """No browser was found and none could be installed."""


def launch(playwright: Playwright) -> Browser:
    """Start a Chromium, installing one where there is none.

    Raises NoBrowser.
    """
    for find in (_installed, _downloaded, _packaged):
        path = find(playwright)
        if path is not None:
            return playwright.chromium.launch(
                executable_path=str(path), args=list(_ARGUMENTS)
            )
    raise NoBrowser


def _installed(playwright: Playwright) -> Path | None:
    for name in _INSTALLED:
        found = shutil.which(name)
        if found:
            return Path(found)
    own = Path(playwright.chromium.executable_path)
    return own if own.is_file() else None


def _downloaded(playwright: Playwright) -> Path | None:
    _try([sys.executable, "-m", "playwright", "install", "chromium"])
    own = Path(playwright.chromium.executable_path)
    return own if own.is_file() else None


def _packaged(playwright: Playwright) -> Path | None:
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return None
    if _try(["apt-get", "update"]):
        _try(["apt-get", "install", "-y", "chromium", "fonts-noto-cjk"])
    return _installed(playwright)


def _try(command: list[str]) -> bool:
    print("No browser yet, trying:", *command, file=sys.stderr, flush=True)
    try:
        done = subprocess.run(
            command, timeout=_DOWNLOAD_SECONDS, capture_output=True, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
