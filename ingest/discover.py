"""Exports on disk: which files there are, and of which day each is a picture."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ingest.errors import Refused, WrongUsage

DATED = re.compile(r"\d{4}-\d{2}-\d{2}")
ENDINGS = (".csv", ".tsv", ".txt")
NOT_YET = (".xlsx", ".xls", ".zip")


@dataclass(frozen=True, order=True)
class ExportFile:
    """One file of one export; `name` is its path inside the export."""

    exported_on: date
    name: str
    path: Path


@dataclass(frozen=True)
class Discovery:
    """The files to load and those that are of no kind that Acre reads."""

    files: tuple[ExportFile, ...]
    passed_over: tuple[Path, ...]


def discover(paths: list[Path], exported_on: date | None, today: date) -> Discovery:
    """Find the export files under `paths`.

    A folder named YYYY-MM-DD is one export, a folder of such folders several, any other
    folder or file needs `exported_on`. Raises Refused or WrongUsage where no export, no day
    or a day after `today` results.
    """
    found = [item for path in paths for item in _exports(path, exported_on)]
    for day, folder in found:
        if day > today:
            raise Refused(
                f"{folder}: the export date {day} is in the future (today is {today});"
                " correct the folder's name or --exported-on."
            )
    files: dict[tuple[date, str], ExportFile] = {}
    passed_over = []
    for day, root in found:
        for path in _files(root):
            if path.suffix.casefold() not in ENDINGS:
                passed_over.append(path)
                continue
            name = path.name if root.is_file() else path.relative_to(root).as_posix()
            files[day, name] = ExportFile(day, name, path)
    if not files:
        where = ", ".join(str(path) for path in paths)
        hint = _hint(passed_over)
        raise Refused(f"{where}: holds no CSV or TSV file{hint}.")
    return Discovery(tuple(sorted(files.values())), tuple(passed_over))


def _exports(path: Path, exported_on: date | None) -> list[tuple[date, Path]]:
    if not path.exists():
        raise Refused(f"{path}: there is no such folder or file; check the path.")
    if exported_on is not None:
        if path.is_dir() and any(_day_of(child) for child in path.iterdir()):
            raise WrongUsage(
                f"{path}: holds dated folders, so --exported-on would give all of them one"
                " date; leave it out, or name one folder."
            )
        return [(exported_on, path)]
    day = _day_of(path if path.is_dir() else path.resolve().parent)
    if day is not None:
        return [(day, path)]
    dated = []
    if path.is_dir():
        dated = [
            (d, child) for child in sorted(path.iterdir()) if (d := _day_of(child))
        ]
    loose = [f for f in path.iterdir() if _is_table(f)] if path.is_dir() else [path]
    if not dated and path.is_dir() and not any(path.iterdir()):
        raise Refused(
            f"{path}: is empty; put an export into it, or name another folder."
        )
    if loose or not dated:
        what = loose[0].name if loose else "it"
        raise Refused(
            f"{path}: {what} has no export date; put the files into a folder named"
            " YYYY-MM-DD or give --exported-on YYYY-MM-DD."
        )
    return dated


def _day_of(folder: Path) -> date | None:
    if not folder.is_dir() or not DATED.fullmatch(folder.resolve().name):
        return None
    try:
        return date.fromisoformat(folder.resolve().name)
    except ValueError as error:
        raise Refused(
            f"{folder}: is no day of the calendar; name the folder YYYY-MM-DD."
        ) from error


def _is_table(path: Path) -> bool:
    return path.is_file() and path.suffix.casefold() in ENDINGS


def _files(root: Path) -> list[Path]:
    if root.is_file():
        return [root]
    return sorted(
        path
        for path in root.rglob("*")
        if path.is_file() and not path.name.startswith((".", "~$"))
    )


def _hint(passed_over: list[Path]) -> str:
    not_yet = [p.name for p in passed_over if p.suffix.casefold() in NOT_YET]
    return f" ({not_yet[0]}: save it as CSV UTF-8)" if not_yet else ""
