"""Has files made by a process of its own, so that pages and health checks go on.

There is one for each process of the server, begun when it is first needed. A file is
written to disk and sent from there; few may wait for their turn.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from anyio import CapacityLimiter, create_task_group, to_thread
from starlette.requests import Request

from dashboard.core.release import ReleaseUnavailable, Trouble
from dashboard.serving.downloads.making import Job

_MOST_WAITING = 10
_PIECE_BYTES = 1 << 20
_REPOSITORY = Path(__file__).parents[3]
_turn = CapacityLimiter(1)
_lock = threading.Lock()
_process: subprocess.Popen[str] | None = None


class NotMade(Exception):
    """The file could not be made; the log says why."""


class Ended(Exception):
    """The process that makes files ended in the midst of it."""


class Busy(Exception):
    """Too many files are waiting to be made."""


class Left(Exception):
    """The reader who asked for the file has left."""


async def make(job: Job, request: Request) -> None:
    """Have a file made for a reader.

    Raises Busy, Ended, Left, NotMade and ReleaseUnavailable.
    """
    if _turn.statistics().tasks_waiting >= _MOST_WAITING:
        raise Busy
    told: list[str | None] = []
    async with create_task_group() as group:

        async def leave() -> None:
            while (await request.receive())["type"] != "http.disconnect":
                pass
            group.cancel_scope.cancel()

        group.start_soon(leave)
        answer = await to_thread.run_sync(
            _asked, job, limiter=_turn, abandon_on_cancel=True
        )
        told.append(answer)
        group.cancel_scope.cancel()
    if not told:
        raise Left
    _raise(told[0], job)


def pieces(path: Path) -> Iterator[bytes]:
    """A file that was made, piece by piece."""
    with path.open("rb") as file:
        while piece := file.read(_PIECE_BYTES):
            yield piece


def _raise(answer: str | None, job: Job) -> None:
    if answer is None:
        raise Ended
    if answer in Trouble.__members__:
        raise ReleaseUnavailable(Trouble[answer], Path(job.release_id))
    if answer:
        raise NotMade


def _asked(job: Job) -> str | None:
    """How a job ended, see making.ended; None where the process did."""
    with _lock:
        if not Path(job.path).parent.exists():
            return "failed"
        process = _running()
        assert process.stdin
        assert process.stdout
        try:
            process.stdin.write(job.line())
            process.stdin.flush()
            answer = process.stdout.readline()
        except OSError:
            answer = ""
        return str(json.loads(answer)["ended"]) if answer else None


def _running() -> subprocess.Popen[str]:
    global _process
    if _process is None or _process.poll() is not None:
        _process = subprocess.Popen(
            [sys.executable, "-m", "dashboard.serving.downloads.making"],
            cwd=_REPOSITORY,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            # Ctrl-C is for the server, with which it ends.
            start_new_session=True,
        )
    return _process
