"""Old releases: the newest are kept, the others go once no reader uses them."""

import fcntl
import os
import shutil
from pathlib import Path

from acre_home.home import Home
from publish.release import DRAFT_PREFIX

_OUTDATED_PREFIX = ".old-"


def remove_leftovers(home: Home) -> None:
    """Remove what killed builds and publishes left; the caller holds the lock."""
    for folder in (home.path, home.releases):
        for prefix in (DRAFT_PREFIX, _OUTDATED_PREFIX, ".data_docs-"):
            for path in folder.glob(f"{prefix}*"):
                shutil.rmtree(path, ignore_errors=True)
    for written in (home.current, home.build_record):
        for draft in home.path.glob(f".{written.name}-*.tmp"):
            draft.unlink(missing_ok=True)


def remove_outdated(home: Home, keep: int) -> list[str]:
    """Remove releases beyond the newest `keep`, return the ids of those removed.

    The current release stays, and so does one that any process has open.
    """
    current = home.current_release_id()
    releases = sorted(
        path.name
        for path in home.releases.iterdir()
        if (path / "release.json").is_file() and not path.name.startswith(".")
    )
    outdated = [name for name in releases[:-keep] if name != current]
    return [name for name in outdated if _remove_unread(home, name)]


def _remove_unread(home: Home, release_id: str) -> bool:
    """Remove a release unless it is read; DuckDB's readers hold a shared file lock.

    This process must have no connection to it: its own locks would not be seen, and
    closing the file would drop them.
    """
    folder = home.release(release_id)
    try:
        handle = os.open(folder / "release.duckdb", os.O_RDWR)
    except FileNotFoundError:
        _discard(folder)
        return True
    try:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Still locked, so no reader can open what is about to go.
        _discard(folder)
        return True
    except BlockingIOError:
        return False
    finally:
        os.close(handle)


def _discard(folder: Path) -> None:
    # A kill in the middle of the removal must not leave half a release.
    outdated = folder.with_name(_OUTDATED_PREFIX + folder.name)
    folder.rename(outdated)
    shutil.rmtree(outdated)
