"""The sheets of workbooks (XLSX, XLSM, ODS) as CSV text, read through calamine."""

import csv
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import python_calamine as calamine

from acre_home.refusals import Refused
from ingest.unpack import check_size

ENDINGS = (".xlsx", ".xlsm", ".ods")
MOST_COLUMNS = 1000
# The header is looked for in so many rows, and names so much of the widest of them.
HEADER_WITHIN, NEARLY_ALL = 200, 0.8
Cell = str | float | int | bool | dt.date | dt.datetime | dt.time | dt.timedelta


@dataclass(frozen=True)
class Sheet:
    """A sheet with records: its name, the rows above its header, and those from it on."""

    name: str
    title_rows: int
    rows: list[list[Cell]]

    def write_csv(self, target: Path) -> None:
        """Write the sheet to `target` as CSV."""
        width = max((len(row) for row in self.rows), default=0)
        with target.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            for row in self.rows:
                texts = [_text(cell) for cell in row]
                writer.writerow(texts + [""] * (width - len(texts)))


def sheets(path: Path, remarks: list[str], only: str | None = None) -> Iterator[Sheet]:
    """Yield the sheets of a workbook that hold a table, or the one of a name.

    What there is to say of each other one is added to `remarks`. Raises Refused where the
    workbook cannot be read, or is none.
    """
    with _opened(path) as book:
        for about in book.sheets_metadata:
            is_table = about.typ == calamine.SheetTypeEnum.WorkSheet
            if not is_table or only not in (None, about.name):
                continue
            rows = _rows(path, book, about.name)
            header = _header_row(rows)
            if header is None:
                remarks.append(f"{path.name}: sheet {about.name} holds no table.")
            elif about.visible != calamine.SheetVisibleEnum.Visible:
                remarks.append(
                    f"{path.name}: sheet {about.name} is hidden and was passed over;"
                    " show it to have it read."
                )
            else:
                yield Sheet(about.name, header, rows[header:])


def _opened(path: Path) -> Any:
    check_size(path)
    try:
        return calamine.CalamineWorkbook.from_path(str(path))
    except calamine.PasswordError as error:
        raise Refused(
            f"{path.name}: is protected by a password; save it without one."
        ) from error
    except calamine.CalamineError as error:
        raise Refused(
            f"{path.name}: cannot be read as a workbook ({error}); open it and save it"
            " anew as XLSX or CSV UTF-8."
        ) from error


def _rows(path: Path, book: Any, sheet: str) -> list[list[Cell]]:
    rows: list[list[Cell]] = book.get_sheet_by_name(sheet).to_python(
        skip_empty_area=True
    )
    if rows and len(rows[0]) > MOST_COLUMNS:
        raise Refused(
            f"{path.name}: sheet {sheet} has {len(rows[0]):,} columns, more than"
            f" {MOST_COLUMNS:,}; delete those that hold nothing."
        )
    return rows


def _header_row(rows: list[list[Cell]]) -> int | None:
    """The number of the first row of texts that fills nearly all columns of the table.

    Titles above it fill one or two cells. None where no row is such a header.
    """
    looked_at = rows[:HEADER_WITHIN]
    widest = max((_filled(row) for row in looked_at), default=0)
    for number, row in enumerate(looked_at):
        is_text = all(isinstance(cell, str) for cell in row)
        if is_text and _filled(row) >= max(1, NEARLY_ALL * widest):
            return number
    return None


def _filled(row: list[Cell]) -> int:
    return sum(cell != "" for cell in row)


def _text(cell: Cell) -> str:
    """A cell as one would type it: whole numbers without a point, days and times in ISO."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.isoformat(sep=" ")
    return str(cell)
