"""Errors that a user can cause: one sentence each, never a traceback."""

import errno
import os
import sys
from collections.abc import Callable
from typing import NoReturn

from acre_home.messages import say_failed

_DISK_FULL = {errno.ENOSPC, errno.EDQUOT}


class Refused(Exception):
    """The work cannot be done; the sentence names where and the remedy."""

    def __init__(self, *sentences: str) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


class InUse(Refused):
    """Another process holds the warehouse."""


class WrongUsage(Exception):
    """The command line does not make sense as it stands."""


def run(command: Callable[[], int]) -> NoReturn:
    """Run a command line, turn expected errors into sentences, and exit.

    Exit code: what the command returns, 1 when refused, 130 when interrupted.
    """
    try:
        code = command()
    except Refused as refusal:
        say_failed(str(refusal))
        code = 1
    except OSError as error:
        say_failed(_sentence(error))
        code = 1
    except KeyboardInterrupt:
        say_failed("Interrupted.")
        code = 130
    except SystemExit as wrong_usage:
        code = wrong_usage.code if isinstance(wrong_usage.code, int) else 2
    sys.stdout.flush()
    sys.stderr.flush()
    # A normal exit makes DuckDB's bindings print a page about leaked references,
    # because duckdb_engine keeps some of its types alive.
    os._exit(code)


def disk_full(where: str) -> Refused:
    """Return the refusal for a disk without space."""
    return Refused(
        f"No space left on the disk of {where}: free some, then run again; "
        "readers see a whole release meanwhile."
    )


def of_surroundings(error: OSError, place: object) -> Refused:
    """Return the sentence for what the file system refused, at `place` unless it says where."""
    where = error.filename or place
    if isinstance(error, PermissionError):
        return Refused(
            f"{where}: may not be read or written; give yourself the right to."
        )
    return Refused(
        f"{where}: cannot be read or written ({error.strerror or error}); mend that, or"
        " name another path."
    )


def _sentence(error: OSError) -> str:
    if error.errno in _DISK_FULL:
        return str(disk_full(str(error.filename or "ACRE_HOME")))
    return (
        f"{error.filename or 'ACRE_HOME'}: cannot be read or written"
        f" ({error.strerror or error}); mend that and run again."
    )
