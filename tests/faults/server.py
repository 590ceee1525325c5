"""Runs commands in forks of itself, each with one fault: imports are paid for once.

Started with the shim preloaded. Reads one JSON object a line, and answers with the exit
code, negative for a signal.
"""

import ctypes
import json
import os
import sys
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from acre_home.home import Home, lock
from acre_home.refusals import run
from ingest.__main__ import main as ingest
from publish import checks, expectations, release  # noqa: F401
from publish.__main__ import publish
from publish.build import build


def main() -> None:
    """Serve until there is no more to read."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _run(json.loads(line))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)
    # As acre_home.refusals.run does, and for its reason.
    os._exit(0)


def _run(asked: dict[str, Any]) -> None:
    os.environ.update(asked["environment"])
    for stream, name in ((0, os.devnull), (1, asked["stdout"]), (2, asked["stderr"])):
        handle = os.open(name, os.O_RDWR | os.O_CREAT | os.O_TRUNC)
        os.dup2(handle, stream)
    ctypes.CDLL(os.environ["LD_PRELOAD"]).fault_arm()
    code = 1
    try:
        code = _COMMANDS[asked["command"]](Path(asked["home"]), Path(asked["input"]))
    except SystemExit as end:
        code = int(str(end.code))
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _load(home: Path, exports: Path) -> int:
    return ingest(["load", str(exports)])


def _rebuild(home: Path, exports: Path) -> int:
    return ingest(["rebuild"])


def _build(home: Path, repository: Path) -> int:
    def command() -> int:
        with lock(Home(home), "build"):
            return build(Home(home), repository=repository)

    run(command)


def _publish(home: Path, checks_file: Path) -> int:
    def command() -> int:
        with lock(Home(home), "publish"):
            return publish(Home(home), keep=2, if_changed=False)

    checks.load = partial(checks.load, checks_file)
    run(command)


_COMMANDS: dict[str, Callable[[Path, Path], int]] = {
    "load": _load,
    "rebuild": _rebuild,
    "build": _build,
    "publish": _publish,
}

if __name__ == "__main__":
    main()
