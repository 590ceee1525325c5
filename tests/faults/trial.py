"""One run with one fault, and what is to be said of it."""

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import IO

from acre_home.home import REPOSITORY, Home
from publish.verify import verify
from tests.faults.stages import Stage, State, fresh

KINDS = {"ENOSPC": errno.ENOSPC, "EIO": errno.EIO, "EINTR": errno.EINTR, "kill": 0}
SHIM = Path(__file__).with_name("shim.c")
CLAIMS = ("nothing was changed",)


@dataclass(frozen=True)
class Ended:
    """How a command ended, what it said, and the points that the shim wrote down."""

    code: int
    stderr: str
    points: list[str]


@dataclass(frozen=True)
class Verdict:
    """What a fault did; `is_fault` where that is no way to end."""

    outcome: str
    point: str
    is_fault: bool
    stderr: str = ""


@dataclass(frozen=True)
class Bench:
    """A folder to work in, and the server that runs commands in it."""

    folder: Path
    server: "subprocess.Popen[str]"

    def run(self, stage: Stage, home: Path, at: int, kind: str) -> Ended:
        """Run the command; `at` 0 counts its points, -1 lets all be."""
        out, err, log, counter = (
            self.folder / name for name in ("stdout", "stderr", "log", "counter")
        )
        log.unlink(missing_ok=True)
        counter.write_bytes(bytes(8))
        environment = {
            "ACRE_HOME": str(home),
            "FAULT_ROOT": str(home),
            "FAULT_COUNTER": str(counter),
            "FAULT_LOG": str(log),
            "FAULT_AT": str(at),
            "FAULT_ERRNO": str(KINDS.get(kind, 0)),
        }
        asked = {
            "command": stage.command,
            "home": str(home),
            "input": str(stage.input),
            "stdout": str(out),
            "stderr": str(err),
            "environment": environment,
        }
        code = int(_ask(self.server, json.dumps(asked)))
        return Ended(code, err.read_text(), log.read_text().splitlines())

    def points(self, stage: Stage) -> list[str]:
        """Return the calls that a run without faults makes, in their order."""
        ended = self.run(stage, fresh(stage, self.folder / "counted"), 0, "")
        assert ended.code == 0, ended.stderr
        return ended.points


def _ask(server: "subprocess.Popen[str]", line: str) -> str:
    assert server.stdin is not None
    assert server.stdout is not None
    server.stdin.write(line + "\n")
    server.stdin.flush()
    return server.stdout.readline()


@contextmanager
def bench(folder: Path) -> Iterator[Bench]:
    """Compile the shim and start the server. Raises FileNotFoundError without a compiler."""
    shim = folder / "shim.so"
    command = ["-shared", "-fPIC", "-O1", "-o", str(shim), str(SHIM), "-ldl"]
    subprocess.run([_compiler(), *command], check=True)
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.server"],
        cwd=REPOSITORY,
        env=os.environ | {"LD_PRELOAD": str(shim)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        yield Bench(folder, server)
        _end(server.stdin)


def _end(stream: IO[str] | None) -> None:
    if stream is not None:
        stream.close()


def _compiler() -> str:
    found = shutil.which("cc") or shutil.which("gcc")
    if found is None:
        raise FileNotFoundError("faults need a C compiler")
    return found


def try_one(bench: Bench, stage: Stage, at: int, kind: str, after: State) -> Verdict:
    """Let point `at` fail, judge the state, run the command again and judge that."""
    home = fresh(stage, bench.folder / "home" / f"{stage.command}-{at}-{kind}")
    before = stage.state(home)
    try:
        ended = bench.run(stage, home, at, kind)
        point = ended.points[0] if ended.points else ""
        outcome, is_fault = _judged(stage, home, ended, kind, before, after)
        if not is_fault:
            again = bench.run(stage, home, -1, "")
            if (
                again.code != 0
                or stage.state(home) != after
                or not _is_sound(stage, home)
            ):
                return Verdict("a second run fails", point, True, again.stderr)
        return Verdict(outcome, point, is_fault, ended.stderr)
    finally:
        shutil.rmtree(home)


def _judged(
    stage: Stage, home: Path, ended: Ended, kind: str, before: State, after: State
) -> tuple[str, bool]:
    if not ended.points:
        return "not reached", False
    if "Traceback" in ended.stderr:
        return "traceback", True
    try:
        state = stage.state(home)
    except Exception as error:
        # A damaged home that is told as such, with its remedy, is not a state either.
        return f"unreadable: {type(error).__name__}", True
    if state not in (before, after):
        return "a mixture", True
    when = "after" if state == after and before != after else "before"
    if ended.code == -9:
        return f"killed, {when}", False
    if ended.code == 0:
        return ("done", False) if state == after else ("done, but it is not", True)
    sentences = [line for line in ended.stderr.splitlines() if line.startswith("✗")]
    if len(sentences) != 1 and stage.command != "build":
        return f"{len(sentences)} sentences", True
    if when == "after" and any(claim in ended.stderr for claim in CLAIMS):
        return "says that nothing was changed", True
    return f"refused, {when}", False


def _is_sound(stage: Stage, home: Path) -> bool:
    """Return what publish verify says, where the home has all that it looks at."""
    if stage.command not in ("load", "rebuild"):
        return True
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        return verify(Home(home), None) == 0
