"""`python -m dashboard.serving.downloads.making`: makes files, one after the other, on request.

A job is a line of JSON on stdin, and so is its end on stdout; see Job and ended. It ends
by itself when nothing is requested any more.
"""

from __future__ import annotations

import json
import logging
import os
import select
import sys
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from dashboard.core import release
from dashboard.core import view as views
from dashboard.core.release import ReleaseUnavailable
from dashboard.queries import tables
from dashboard.queries.tables import TABLES
from dashboard.serving.downloads.kinds import REPORT, TABLES_AS
from dashboard.wording import labels, words

_IDLE_SECONDS = 300
_SETTINGS = "ACRE_"
_log = logging.getLogger("acre.downloads")


@dataclass(frozen=True)
class Job:
    """A file to be made at `path`, of a view's parameters; `settings` are ACRE_…"""

    path: str
    name: str
    ending: str
    release_id: str
    parameters: dict[str, str]
    language: str
    settings: dict[str, str]

    def line(self) -> str:
        """The job as JSON."""
        return json.dumps(asdict(self)) + "\n"


def settings_now() -> dict[str, str]:
    """What is set for Acre in this process, whichever folder another one runs in."""
    given = {
        name: value for name, value in os.environ.items() if name.startswith(_SETTINGS)
    }
    return {**given, "ACRE_HOME": str(release.home())}


def ended(job: Job) -> str:
    """Make a file; "" where it is there, "failed", or the name of a release's trouble."""
    for name in settings_now().keys() - job.settings.keys():
        del os.environ[name]
    os.environ.update(job.settings)
    try:
        with words.speaking(job.language):
            _make(job)
    except ReleaseUnavailable as error:
        return error.trouble.name
    except Exception:
        _log.exception("%s.%s could not be made", job.name, job.ending)
        return "failed"
    return ""


def _make(job: Job) -> None:
    kind = TABLES_AS.get(job.ending, REPORT)
    path = Path(job.path)
    with release.open_release(job.release_id) as opened:
        labels.use(labels.of(opened))
        view = views.of(opened, job.parameters)
        if job.name in TABLES:
            view = tables.obeyed(view, job.name)
        pieces = kind.pieces(view, job.name)
        with closing(pieces), path.open("wb") as file:  # type: ignore[type-var]
            for piece in pieces:
                # Whoever waited has left, and taken the folder along.
                if not path.parent.exists():
                    return
                file.write(piece)


def main() -> None:
    """Make files until no more are requested."""
    logging.basicConfig()
    # What else is printed must not come between the answers.
    told = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    while select.select([sys.stdin], [], [], _IDLE_SECONDS)[0]:
        line = sys.stdin.readline()
        if not line:
            return
        told.write(json.dumps({"ended": ended(Job(**json.loads(line)))}) + "\n")
        told.flush()


if __name__ == "__main__":
    main()
