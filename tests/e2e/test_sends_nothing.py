"""Nothing that Acre runs asks for another machine: load, build, publish, pages, files.

All of it runs where only loopback is to be had, with a hook in every Python process
that writes down each address outside this machine before it is asked for.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.alone import LOOPBACK_UP
from tests.e2e.conftest import ROOT

HOOK = Path(__file__).with_name("outward")
ALONE = ["unshare", "--user", "--map-root-user", "--net"]


@pytest.fixture(scope="module", autouse=True)
def _cut_off() -> None:
    if shutil.which("unshare") is None:
        pytest.skip("There is no unshare to cut a process off from the network.")
    told = subprocess.run([*ALONE, "true"], capture_output=True, text=True, check=False)
    if told.returncode:
        pytest.skip(f"Cutting a process off from the network: {told.stderr.strip()}")


def watched(log: Path, *command: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Run a command cut off; what it and its processes ask for is in the log."""
    return subprocess.run(
        [*ALONE, sys.executable, *command],
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONPATH": f"{HOOK}{os.pathsep}{ROOT}",
            "ACRE_OUTWARD_LOG": str(log),
            "ACRE_HOME": str(home),
        },
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("statement", "asked"),
    [
        ("socket.create_connection(('192.0.2.7', 80))", "socket.connect 192.0.2.7"),
        ("socket.gethostbyname('acre.example')", "socket.gethostbyname acre.example"),
        ("socket.create_connection(('acre.example', 80))", "socket.getaddrinfo acre.example"),
        ("socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.7', 9))", "socket.sendto 192.0.2.7"),
        ("subprocess.run([sys.executable, '-c', 'import socket; socket.gethostbyname(\"acre.example\")'])", "socket.gethostbyname acre.example"),
    ],
)  # fmt: skip
def test_an_attempt_is_written_down(tmp_path: Path, statement: str, asked: str) -> None:
    log = tmp_path / "log"
    watched(log, "-c", f"import socket, subprocess, sys; {statement}", home=tmp_path)
    assert asked in log.read_text()


def test_what_stays_on_this_machine_is_not(tmp_path: Path) -> None:
    statement = (
        "import socket; s = socket.create_server(('127.0.0.1', 0));"
        " socket.create_connection(('localhost', s.getsockname()[1]))"
    )
    log = tmp_path / "log"
    done = watched(log, "-c", f"{LOOPBACK_UP}; {statement}", home=tmp_path)
    assert (done.returncode, log.exists()) == (0, False), done.stderr


def test_from_the_exports_to_the_pages_nothing_is_sent(tmp_path: Path) -> None:
    log = tmp_path / "log"
    done = watched(log, "-m", "tests.e2e.alone", home=tmp_path / "home")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "refused"
    assert not log.exists(), log.read_text()
