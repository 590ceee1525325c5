"""What managers expect, kept in ACRE_HOME/overrides: one file an entry, never changed.

A file is written under a temporary name and then renamed, so it is complete or absent;
its name is unique, so no entry ever replaces another. dbt reads the folder
at each build.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import secrets
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from acre_home.files import sync

_FOLDER = "overrides"
_STAMPED = re.compile(r"([12]\d{7}T\d{12})Z-")
_TEXTS = ("territory_id", "target_grain", "author", "reason")
# An amount from here on is a slip of the keys.
AMOUNT_LIMIT = 1e15
_TICK = dt.timedelta(microseconds=1)


@dataclass(frozen=True)
class Override:
    """A manager's figure for a territory's period, with the system's.

    Amounts are in RMB; `target_grain` is month or quarter, `target_start` the period's
    first day, `as_of` the date of the forecast that the author looked at.
    """

    territory_id: str
    target_grain: str
    target_start: dt.date
    override_amount: float
    system_amount: float | None
    author: str
    reason: str
    release_id: str
    as_of: dt.date


def keep(home: Path, override: Override, now: dt.datetime | None = None) -> str:
    """Write an entry for good and return its id; raises OSError where that fails.

    `now` is the time of the entry in UTC, by default the clock's. Of several entries for a
    period the latest stands, so where the clock went back, an entry is dated just after the
    latest that is there.
    """
    entered_at = max(now or dt.datetime.now(dt.UTC), _after_all_entries(home))
    override_id = f"{entered_at:%Y%m%dT%H%M%S%fZ}-{secrets.token_hex(4)}"
    content = {
        "override_id": override_id,
        "entered_at": f"{entered_at:%Y-%m-%d %H:%M:%S.%f}",
        **asdict(override),
    }
    folder = home / _FOLDER
    folder.mkdir(exist_ok=True)
    draft = folder / f".{override_id}.tmp"
    try:
        with draft.open("x", encoding="utf-8") as file:
            file.write(json.dumps(content, ensure_ascii=False, default=str) + "\n")
            file.flush()
            os.fsync(file.fileno())
        draft.rename(folder / f"{override_id}.json")
    finally:
        draft.unlink(missing_ok=True)
    sync(folder)
    sync(home)
    return override_id


def _after_all_entries(home: Path) -> dt.datetime:
    earliest = dt.datetime.min.replace(tzinfo=dt.UTC)
    moments = (_moment_of(file.name) for file in (home / _FOLDER).glob("*.json"))
    return max((moment + _TICK for moment in moments if moment), default=earliest)


def _moment_of(name: str) -> dt.datetime | None:
    found = _STAMPED.match(name)
    try:
        moment = dt.datetime.strptime(found[1], "%Y%m%dT%H%M%S%f") if found else None
    except ValueError:
        # A file of somebody's own, which only looks like an entry.
        return None
    return moment.replace(tzinfo=dt.UTC) if moment else None


def entered_since(home: Path, known: Collection[str]) -> Sequence[dict[str, Any]]:
    """Entries that are not among the ids, the newest first.

    A file that is no entry is left out; the next release tells of it as a finding.
    """
    files = (home / _FOLDER).glob("*.json")
    new = sorted((each for each in files if each.stem not in known), reverse=True)
    return [entry for each in new if (entry := _entry(each)) is not None]


def _entry(file: Path) -> dict[str, Any] | None:
    try:
        entry = json.loads(file.read_text(encoding="utf-8"))
        dt.date.fromisoformat(entry["target_start"])
        is_plausible = 0 <= float(entry["override_amount"]) < AMOUNT_LIMIT
        texts = [entry[name] for name in _TEXTS]
    except (OSError, ValueError, TypeError, KeyError):
        return None
    is_entry = is_plausible and all(isinstance(text, str) for text in texts)
    return entry if is_entry else None
