"""A release: the checked marts in a file of their own, swapped in atomically."""

import re
import shutil
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

from acre_home.files import hash_of, sync, write_json, write_text
from acre_home.home import Home
from publish import current, marts, runs
from publish.build_record import BuildRecord
from publish.check_exceptions import write_check_exceptions
from publish.check_results import write_check_results
from publish.checks import Check, Verdict

DRAFT_PREFIX = ".tmp-"
_STAMPED = re.compile(r"([12]\d{7}T\d{9})Z-[0-9a-f]{8}")


def make(
    home: Home,
    connection: duckdb.DuckDBPyConnection,
    checks: Sequence[Check],
    verdicts: Sequence[Verdict],
    record: BuildRecord,
) -> Path:
    """Copy the marts into a new release, make it the current one, return its folder.

    The folder gets its name only when it is complete, and `current` names it only
    then: a process killed at any moment leaves the old release or the new one.
    """
    now = datetime.now(UTC)
    fingerprint = current.release_fingerprint(record)
    release_id = _next_id(home, now, fingerprint)
    draft = home.releases / (DRAFT_PREFIX + release_id)
    folder = home.release(release_id)
    try:
        draft.mkdir(parents=True)
        with marts.attached_release(connection, draft / "release.duckdb"):
            marts.copy(connection, marts.sort_columns())
            runs.store(connection, record)
            earlier = current.database(home)
            write_check_results(connection, release_id, verdicts, now, earlier)
            write_check_exceptions(connection, verdicts)
            tables = marts.release_row_counts(connection)
            as_of = marts.newest_export(connection)
        sync(draft / "release.duckdb")
        content = {
            "id": release_id,
            "published_at": now.isoformat(timespec="seconds"),
            "as_of": as_of.isoformat() if as_of else None,
            "fingerprint": fingerprint,
            "tables": tables,
            "checks": _summary(checks, verdicts),
            "sha256": hash_of(draft / "release.duckdb"),
        }
        write_json(draft / "release.json", content)
        draft.rename(folder)
        sync(home.releases)
        write_text(home.current, release_id)
        runs.keep(home)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        if home.current_release_id() != release_id:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder


def _next_id(home: Home, now: datetime, fingerprint: str) -> str:
    """Return an id that sorts after those of all releases, also when the clock went back.

    Retention and the history of checks take the order of the ids for that of time.
    """
    names = [path.name for path in home.releases.glob("*Z-*")]
    names.append(home.current_release_id() or "")
    moments = [moment for name in names if (moment := _moment_of(name))]
    following = [moment + timedelta(milliseconds=1) for moment in moments]
    moment = max([now.replace(tzinfo=None), *following])
    milliseconds = moment.microsecond // 1000
    return f"{moment:%Y%m%dT%H%M%S}{milliseconds:03d}Z-{fingerprint[:8]}"


def _moment_of(release_id: str) -> datetime | None:
    found = _STAMPED.fullmatch(release_id)
    try:
        return datetime.strptime(found[1], "%Y%m%dT%H%M%S%f") if found else None
    except ValueError:
        # A folder of somebody's own, which only looks like a release.
        return None


def _summary(checks: Sequence[Check], verdicts: Sequence[Verdict]) -> dict[str, Any]:
    run = {verdict.check.name for verdict in verdicts}
    return {
        "passed": sum(verdict.passed for verdict in verdicts),
        "warnings": [v.check.name for v in verdicts if not v.passed],
        "not_run": [check.name for check in checks if check.name not in run],
    }
