"""The dashboard's server as a process of its own, seen from outside."""

import os
import re
import shlex
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

ROOT = Path(__file__).parents[2]
_START_SECONDS = 60
_LAST_LINES = 12
_RELEASE = re.compile(r"/releases/([^/]+)/release\.duckdb")


class ServerDown(Exception):
    """The server ended, or did not begin to answer."""


@dataclass(frozen=True)
class Server:
    """A running server, where it answers and what it writes."""

    address: str
    pid: int
    log: Path

    def resident_bytes(self) -> int:
        """Memory that its processes hold."""
        pids = ",".join(map(str, self._processes()))
        command = ["ps", "-o", "rss=", "-p", pids]
        told = subprocess.run(command, capture_output=True, text=True, check=False)
        if not told.stdout.strip():
            raise ServerDown(f"the server ended: see {self.log}")
        return sum(map(int, told.stdout.split())) * 1024

    def open_releases(self) -> set[str] | None:
        """Releases whose file it holds open; None where /proc does not tell."""
        held = set()
        try:
            for pid in self._processes():
                for handle in Path(f"/proc/{pid}/fd").iterdir():
                    with suppress(FileNotFoundError):
                        if found := _RELEASE.search(str(handle.readlink())):
                            held.add(found[1])
        except OSError:
            return None
        return held

    def thread_count(self) -> int | None:
        """Threads of its processes; None where /proc does not tell."""
        try:
            return sum(
                len(list(Path(f"/proc/{pid}/task").iterdir()))
                for pid in self._processes()
            )
        except OSError:
            return None

    def cpu_seconds(self) -> float | None:
        """Processor time that it has used; None where /proc does not tell."""
        ticks = 0
        try:
            for pid in self._processes():
                told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                ticks += int(told[11]) + int(told[12])
        except OSError:
            return None
        return ticks / os.sysconf("SC_CLK_TCK")

    def _processes(self) -> list[int]:
        """The process that was started and its workers."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children")
        with suppress(OSError):
            return [self.pid, *map(int, children.read_text().split())]
        return [self.pid]

    def tracebacks(self) -> list[str]:
        """Tracebacks in the server's log, each from its line on."""
        return self.log.read_text(errors="replace").split("Traceback (most recent")[1:]

    def last_words(self) -> str:
        """The end of the last traceback in the log, for a report; else nothing."""
        told = self.tracebacks()
        if not told:
            return ""
        _rest, *lines = told[-1].splitlines()
        frames = list(takewhile(lambda line: line.startswith(" "), lines))
        return "\n".join(lines[: len(frames) + 1][-_LAST_LINES:])


@contextmanager
def served(home: Path, log: Path, script: Path | None = None) -> Iterator[Server]:
    """What `make serve` starts, on a free port over a home; another script on wish.

    Raises ServerDown.
    """
    port = _free_port()
    command = _command(port)
    if script is not None:
        command = [str(script) if part.endswith(".py") else part for part in command]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "ACRE_HOME": str(home)},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_for(port, process, log)
        yield Server(f"http://127.0.0.1:{port}", process.pid, log)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _command(port: int) -> list[str]:
    """The last line of what `make serve` would run: the Makefile alone knows it."""
    make = ["make", "--no-print-directory", "-n", "serve", f"PORT={port}"]
    told = subprocess.run(make, cwd=ROOT, capture_output=True, text=True, check=True)
    return shlex.split(told.stdout.strip().splitlines()[-1])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise ServerDown(f"the server ended: {log.read_text(errors='replace')}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise ServerDown("the server did not answer")
