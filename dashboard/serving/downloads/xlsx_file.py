"""Tables as Excel workbooks that say of when they are and what their columns mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from unicodedata import east_asian_width

import pyarrow as pa
import xlsxwriter

from dashboard.core.view import View
from dashboard.queries.tables import TABLES
from dashboard.serving.downloads import about, cells
from dashboard.serving.downloads.cells import Column
from dashboard.wording import columns, tables
from dashboard.wording.columns import COLUMNS, Kind

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Of one sheet, beneath its row of labels.
MOST_ROWS = 1_048_575
_PIECE_BYTES = 1 << 20
# A text that looks like a formula stays a text, even when someone edits it, where the
# format is @.
_FORMATS = {
    Kind.TEXT: "@",
    Kind.NUMBER: "0",
    Kind.COUNT: "#,##0",
    Kind.MONEY: "#,##0.00",
    Kind.DECIMAL: "#,##0.00",
    Kind.SHARE: "0%",
    Kind.DAY: "yyyy-mm-dd",
    Kind.MONTH: "yyyy-mm",
    Kind.MOMENT: "yyyy-mm-dd hh:mm:ss",
}
_LEAST_WIDTH, _MOST_WIDTH = 9, 60
# Excel counts days; these are 1970-01-01, 1900-03-01 (before it believes in a 29th of
# February 1900) and 9999-12-31.
_EPOCH, _FIRST_DAY, _LAST_DAY = 25_569, 61, 2_958_465
_SECONDS_OF_DAY = 86_400

Cell = str | float | None


def chunks(view: View, name: str) -> Iterator[bytes]:
    """The whole of a table of queries.tables, in the language in use.

    The first sheet has the rows, with labels above them; the second, About, says what
    they are; what Excel's limit leaves over continues on the third and so on. Yields
    nothing (b"") while rows are written to a file on disk, so that whoever waits can
    give up; then the file, which is deleted whatever happens.
    """
    with TemporaryDirectory(prefix="acre-") as folder:
        path = Path(folder) / "table.xlsx"
        for _batch in _written(path, view, name):
            yield b""
        with path.open("rb") as file:
            while piece := file.read(_PIECE_BYTES):
                yield piece


def _written(path: Path, view: View, name: str) -> Iterator[None]:
    query = TABLES[name](view)
    shown = cells.names(view.release, query)
    book = xlsxwriter.Workbook(
        path,
        {
            "constant_memory": True,
            "tmpdir": str(path.parent),
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    )
    rows = _Rows(book, tables.title(name), shown)
    about_sheet = book.add_worksheet(about.title())
    for batch in cells.batches(view.release, query):
        rows.write(batch)
        yield
    rows.end()
    about.write(book, about_sheet, view, name, shown, rows.count)
    book.close()


class _Rows:
    """The sheets of a table's rows: one, or as many as Excel's limit asks for."""

    def __init__(
        self, book: xlsxwriter.Workbook, title: str, names: Sequence[str]
    ) -> None:
        self.count = 0
        self._book, self._title = book, title
        self._labels = [columns.label(name) for name in names]
        self._widths = [_width([label]) for label in self._labels]
        self._heading = book.add_format({"bold": True, "num_format": "@"})
        self._forms = [
            book.add_format({"num_format": _FORMATS[COLUMNS[name].kind]})
            for name in names
        ]
        self._begin_sheet(title)

    def write(self, batch: Sequence[Column]) -> None:
        """Add rows; the first of them decide how wide the columns are."""
        if not self.count:
            shown = [_width(_as_shown(column)) for column in batch]
            self._widths = list(map(max, self._widths, shown))
        for row in zip(*map(_cells, batch), strict=True):
            if self._row > MOST_ROWS:
                self.end()
                self._begin_sheet(f"{self._title} {self.count // MOST_ROWS + 1}")
            self._sheet.write_row(self._row, 0, row)
            self._row += 1
            self.count += 1

    def end(self) -> None:
        """Give the sheet a filter, and labels that stay in sight."""
        self._sheet.autofilter(0, 0, self._row - 1, len(self._labels) - 1)
        self._sheet.freeze_panes(1, 0)
        self._set_columns()

    def _begin_sheet(self, title: str) -> None:
        self._sheet = self._book.add_worksheet(title)
        # Rows take the formats when they are written, the widths may come later.
        self._set_columns()
        self._sheet.write_row(0, 0, self._labels, self._heading)
        self._row = 1

    def _set_columns(self) -> None:
        for place, width in enumerate(self._widths):
            self._sheet.set_column(place, place, width, self._forms[place])


def _cells(column: Column) -> list[Cell]:
    match COLUMNS[column[0]].kind:
        case Kind.TEXT:
            return list(cells.texts(column, cells.not_markup))
        case Kind.DAY | Kind.MONTH | Kind.MOMENT:
            return _days(column)
        case _:
            return cells.numbers(column)


def _days(column: Column) -> list[Cell]:
    """Days as Excel counts them; as text where it cannot."""
    _name, values = column
    if pa.types.is_timestamp(values.type):
        whole = values.cast(pa.timestamp("s"), safe=False).cast(pa.int64())
        seconds = whole.to_pylist()
        days = [None if each is None else each / _SECONDS_OF_DAY for each in seconds]
    else:
        days = values.cast(pa.int32()).to_pylist()
    return [
        day + _EPOCH
        if day is not None and _FIRST_DAY <= day + _EPOCH <= _LAST_DAY
        else text
        for day, text in zip(days, cells.days(column), strict=True)
    ]


def _as_shown(column: Column) -> list[str]:
    """About what Excel shows of a column's values."""
    kind = COLUMNS[column[0]].kind
    match kind:
        case Kind.TEXT:
            return [text or "" for text in cells.texts(column, str)]
        case Kind.DAY | Kind.MONTH | Kind.MOMENT:
            return [_FORMATS[kind]]
    decimals = 2 if kind in (Kind.MONEY, Kind.DECIMAL) else 0
    numbers = [number or 0 for number in cells.numbers(column)]
    return [f"{number:,.{decimals}f}" for number in numbers]


def _width(texts: Sequence[str]) -> int:
    """How wide a column must be for texts, in Excel's unit, the width of a digit."""
    wide = [
        len(text) + sum(east_asian_width(letter) in "WF" for letter in text)
        for text in texts
    ]
    return min(max(*wide, _LEAST_WIDTH - 2) + 2, _MOST_WIDTH)
