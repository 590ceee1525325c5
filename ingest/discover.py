"""Exports on disk: which files there are, and of which day each is a snapshot."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from acre_home.refusals import Refused, WrongUsage

DATED = re.compile(r"\d{4}-\d{2}-\d{2}")
TEXT_ENDINGS = (".csv", ".tsv", ".txt")
TABLE_ENDINGS = (*TEXT_ENDINGS, ".xlsx", ".xlsm", ".ods")
ENDINGS = (*TABLE_ENDINGS, ".zip", ".gz")
# No CRM exported before, so an earlier day is a slip of the keys.
EARLIEST = date(1990, 1, 1)


class LeadsInACircle(Refused):
    """A link leads back to a folder that holds it."""


@dataclass(frozen=True, order=True)
class ExportFile:
    """One file of one export; `name` is its path inside the export.

    `given_text` is a copy of it as CSV in UTF-8 where it is not that itself, and `read_as`
    says what it was read as.
    """

    exported_on: date
    name: str
    path: Path
    given_text: Path | None = None
    read_as: str = ""

    @property
    def text(self) -> Path:
        """Where the file stands as CSV in UTF-8."""
        return self.given_text or self.path


@dataclass(frozen=True)
class Discovery:
    """The files to load, those of no kind that Acre reads, and folders of no day."""

    files: tuple[ExportFile, ...]
    passed_over: tuple[Path, ...]
    undated: tuple[Path, ...]


def discover(paths: list[Path], exported_on: date | None, today: date) -> Discovery:
    """Find the export files under `paths`.

    A folder named YYYY-MM-DD is one export, a folder of such folders several, any other
    folder or file needs `exported_on`. Raises Refused or WrongUsage where no export, no day
    or a day outside EARLIEST to `today` results, or links lead in a circle.
    """
    found = [item for path in paths for item in _exports(path, exported_on)]
    for day, folder in found:
        _check_day(day, folder, today)
    files: dict[tuple[date, str, Path], ExportFile] = {}
    passed_over = []
    for day, root in found:
        for path in _files(root):
            if path.suffix.casefold() not in ENDINGS:
                passed_over.append(path)
                continue
            name = path.name if root.is_file() else path.relative_to(root).as_posix()
            _check_name(path, name)
            files[day, name, path.resolve()] = ExportFile(day, name, path)
    if not files:
        where = ", ".join(str(path) for path in paths)
        hint = _hint(passed_over)
        raise Refused(
            f"{where}: holds no file that Acre reads (CSV, TSV, XLSX, ODS, plain or in zip"
            f" or gz){hint}."
        )
    undated = {folder for path in paths for folder in _undated(path, found)}
    return Discovery(
        tuple(sorted(files.values())), tuple(passed_over), tuple(sorted(undated))
    )


def _check_day(day: date, folder: Path, today: date) -> None:
    if EARLIEST <= day <= today:
        return
    what = (
        f"is in the future (today is {today})"
        if day > today
        else f"is before {EARLIEST}"
    )
    raise Refused(
        f"{folder}: the export date {day} {what}; correct the folder's name or"
        " --exported-on."
    )


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
    day = _day_of(path if path.is_dir() else path.absolute().parent)
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
    # Not resolved: a dated name may be a link to a folder of any name.
    name = (folder.resolve() if folder.name == ".." else folder.absolute()).name
    if not DATED.fullmatch(name):
        return None
    if folder.is_symlink() and not folder.exists():
        raise Refused(
            f"{folder}: is a link to a folder that is not there; mend or remove it."
        )
    if not folder.is_dir():
        return None
    try:
        return date.fromisoformat(name)
    except ValueError as error:
        raise Refused(
            f"{folder}: is no day of the calendar; name the folder YYYY-MM-DD."
        ) from error


def _undated(path: Path, found: list[tuple[date, Path]]) -> list[Path]:
    """Return the undated folders with files next to dated ones."""
    roots = {root for _, root in found}
    if not path.is_dir() or path in roots:
        return []
    beside = [
        child for child in path.iterdir() if child.is_dir() and child not in roots
    ]
    return sorted(folder for folder in beside if _holds_files(folder))


def _holds_files(folder: Path) -> bool:
    try:
        return bool(_files(folder))
    except LeadsInACircle:
        # Of a folder that is passed over, no more is asked than that it is not empty.
        return True


def _check_name(path: Path, name: str) -> None:
    try:
        name.encode()
    except UnicodeEncodeError as error:
        raise Refused(
            f"{name!a}: the file's name is not UTF-8 text; rename the file."
        ) from error
    if path.is_symlink() and not path.exists():
        raise Refused(
            f"{name}: is a link to a file that is not there; mend or remove it."
        )
    inner = next(
        (part for part in Path(name).parts[:-1] if DATED.fullmatch(part)), None
    )
    if inner is not None:
        raise Refused(
            f"{path}: lies in the dated folder {inner} inside another export; move that"
            " folder beside the other exports."
        )


def _is_table(path: Path) -> bool:
    return path.is_file() and path.suffix.casefold() in ENDINGS


def _files(root: Path) -> list[Path]:
    """Return the files under `root`, links followed; raises LeadsInACircle."""
    if root.is_file():
        return [root]
    real = root.resolve()
    return sorted(_walk(root, (real, *real.parents)))


def _walk(folder: Path, within: tuple[Path, ...]) -> Iterator[Path]:
    """Yield the files under `folder`; `within` are the real folders that hold it."""
    for path in folder.iterdir():
        if path.is_dir():
            real = path.resolve()
            if real in within:
                raise LeadsInACircle(
                    f"{path}: is a link to a folder that holds it, so its files never end;"
                    " remove the link."
                )
            yield from _walk(path, (*within, real))
        elif not path.name.startswith((".", "~$")) and _is_file_or_lost(path):
            yield path


def _is_file_or_lost(path: Path) -> bool:
    return path.is_file() or (path.is_symlink() and not path.exists())


def _hint(passed_over: list[Path]) -> str:
    old = [p.name for p in passed_over if p.suffix.casefold() == ".xls"]
    return f" ({old[0]}: an old workbook; save it as XLSX)" if old else ""
