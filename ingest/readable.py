"""The files of an export as CSV text in UTF-8, whatever they were given as.

The archive keeps what was given, byte for byte; only what is read is made here.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from acre_home.refusals import Refused
from ingest import unpack, workbooks
from ingest.discover import TABLE_ENDINGS, ExportFile
from ingest.encodings import NAMES, encoding_of, in_utf8
from ingest.scan import kind_of

# Between the name of a workbook and that of a sheet in it.
SHEET = "#"
EncodingOf = Callable[[str], str | None]


def readable(
    files: tuple[ExportFile, ...], desk: Path, encoding: EncodingOf
) -> tuple[list[ExportFile], list[str]]:
    """Return one file per table, each with its text, and remarks on what was passed over.

    `encoding` gives the encoding that a mapping states for a file of a name. Raises
    Refused with one sentence per file that cannot be read.
    """
    found: list[ExportFile] = []
    remarks: list[str] = []
    refusals: list[str] = []
    for number, file in enumerate(_unpacked(files, desk, remarks, refusals)):
        try:
            found += _tables(file, desk / f"text-{number}", encoding, remarks)
        except Refused as refused:
            refusals.extend(refused.sentences)
    if refusals:
        raise Refused(*refusals)
    return found, remarks


def as_text(file: ExportFile, desk: Path, encoding: EncodingOf) -> ExportFile:
    """Return the file with its text: itself where it is UTF-8, else a copy under `desk`.

    Raises Refused where it cannot be read.
    """
    if given_name(file.name) != file.name:
        sheet = file.name.partition(SHEET)[2]
        [found] = workbooks.sheets(file.path, [], only=sheet)
        return _of_sheet(file, found, desk)
    if kind_of(_start_of(file.path)):
        # The scan says so.
        return file
    stated = encoding(file.name)
    used = stated or encoding_of(file.path)
    if NAMES.get(used) == "UTF-8":
        return file
    target = _target(file, desk)
    example = in_utf8(file.path, used, target)
    shown = f" ({example!r})" if example else ""
    return replace(
        file, given_text=target, read_as=f"{NAMES.get(used, used)} text{shown}"
    )


def _start_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(8)


def given_name(name: str) -> str:
    """The name of the file that a table was given in."""
    book, _, sheet = name.partition(SHEET)
    is_sheet = sheet and book.casefold().endswith(workbooks.ENDINGS)
    return book if is_sheet else name


def _target(file: ExportFile, desk: Path) -> Path:
    target = desk / Path(file.name).name
    target.parent.mkdir(parents=True, exist_ok=True)
    return target


def _unpacked(
    files: tuple[ExportFile, ...],
    desk: Path,
    remarks: list[str],
    refusals: list[str],
) -> Iterator[ExportFile]:
    for number, file in enumerate(files):
        if file.path.suffix.casefold() not in unpack.ENDINGS:
            yield file
            continue
        folder = desk / f"archive-{number}"
        folder.mkdir(parents=True)
        try:
            for name, path in unpack.unpacked(file.path, file.name, folder):
                if path.suffix.casefold() in TABLE_ENDINGS:
                    yield replace(file, name=name, path=path)
                else:
                    remarks.append(f"{name}: is no table and was passed over.")
        except Refused as refused:
            refusals.extend(refused.sentences)


def _tables(
    file: ExportFile, desk: Path, encoding: EncodingOf, remarks: list[str]
) -> list[ExportFile]:
    """Return the file with its text, or of a workbook one file per sheet with a table."""
    if file.path.suffix.casefold() not in workbooks.ENDINGS:
        return [as_text(file, desk, encoding)]
    found = [
        _of_sheet(replace(file, name=f"{file.name}{SHEET}{sheet.name}"), sheet, desk)
        for sheet in workbooks.sheets(file.path, remarks)
    ]
    if not found:
        raise Refused(
            f"{file.path.name}: no sheet of it holds a table; give each column a name in"
            " one row."
        )
    return found


def _of_sheet(file: ExportFile, sheet: workbooks.Sheet, desk: Path) -> ExportFile:
    target = _target(file, desk)
    sheet.write_csv(target)
    above = f", from row {sheet.title_rows + 1} on" if sheet.title_rows else ""
    return replace(file, given_text=target, read_as=f"sheet {sheet.name}{above}")
