"""The demo company: a seller of business systems in the Yangtze delta and the south.

`write_demo` writes monthly exports in the `acre` template. Equal arguments give files
that are equal to the byte. All names are invented.

A hidden true grade moves month by month; what reps enter follows it late, and rosily or
timidly by their character. Projects open when a prospect comes near, walk the stages,
slip, and are won or lost. The company has lived 33 months before the first export and
has had its CRM for 24 of them, so the first export holds projects and activities of
that time.

Entities whose absence removes are full snapshots. Of dated records an export holds what
is new or changed since the one before, and no file where that is nothing. Areas come
with the first export only, the price list also every January, the registry every
half-year, targets as a quarter ends for the one that follows.

Dirty rows, which a load must reject; `exports_back` 0 is the last export (see dirt.py):

| exports back | file | what is wrong |
|---|---|---|
| 0 | prospects | headcount "about 300" |
| 2 | projects | no outcome |
| 3 | prospects | is_informatised "unknown" |
| 5 | prospects | annual_revenue_amount "12 million" |
| 8 | prospects | a line stands there twice, so one of the two is too much |
| 9 | quotations | amount "约68万" |
| 11 | prospects | declared_grade "E" |
| 14 | activities | no occurred_on |
| 17 | contacts | no contact_id |
| 20 | prospects | expected_sign_on "2025-02-30" |

Besides there are findings, which a load keeps: list_source "wechat_group", product_line
"BPM", stage "pilot", and CRM flags that contradict the outcome. Two districts of the
market lie in no territory.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from acre_home.refusals import Refused
from demo.export import Written, write_export
from demo.life import found, live
from demo.settings import Settings

__all__ = ["DemoSummary", "write_demo"]

UNFINISHED = ".unfinished"


@dataclass(frozen=True, slots=True)
class DemoSummary:
    """Counts of what was written; a load should reject `dirty_rows` of the `rows`."""

    exports: int
    files: int
    rows: int
    dirty_rows: int


def write_demo(
    out: Path,
    *,
    seed: int = 7,
    reps: int = 24,
    prospects_per_rep: int = 100,
    months: int = 36,
    progress: Callable[[str], None] | None = None,
) -> DemoSummary:
    """Write `months` exports as out/<YYYY-MM-DD>/<entity>.csv, the last of 2026-10-31.

    `progress` is told one line per export. Nothing is left behind where it fails.
    Raises Refused where `out` holds something already, WrongUsage for counts below 1
    and for more reps than the regions have ground for (576).
    """
    settings = Settings(seed, reps, prospects_per_rep, months)
    calendar = list(settings.calendar())
    world = found(settings, calendar[0])
    total = Written()
    with _complete(out) as root:
        for month in calendar:
            live(world, month)
            if month.is_exported:
                written = write_export(world, month, root)
                total += written
                if progress is not None:
                    progress(f"{month.last_on}: {written.rows:,} rows")
    return DemoSummary(months, total.files, total.rows, total.dirty_rows)


@contextmanager
def _complete(out: Path) -> Iterator[Path]:
    """Give a folder to write to, whose content appears in `out` only at the end."""
    unfinished = out / UNFINISHED
    shutil.rmtree(unfinished, ignore_errors=True)
    if out.is_dir() and any(out.iterdir()):
        raise Refused(f"{out} is not empty; name a new folder, or empty this one.")
    unfinished.mkdir(parents=True)
    try:
        yield unfinished
        for folder in sorted(unfinished.iterdir()):
            folder.rename(out / folder.name)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
