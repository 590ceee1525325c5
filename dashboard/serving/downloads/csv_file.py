"""Tables as CSV files that spreadsheets open without harm."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping

from dashboard.core.view import View
from dashboard.queries.tables import TABLES
from dashboard.serving.downloads import cells
from dashboard.serving.downloads.cells import Column
from dashboard.serving.downloads.formulas import neutralised
from dashboard.wording import columns
from dashboard.wording.columns import COLUMNS, Kind

MEDIA_TYPE = "text/csv; charset=utf-8"
_BOM = "\ufeff"


def chunks(view: View, name: str) -> Iterator[bytes]:
    """The whole of a table of queries.tables, in the language in use.

    UTF-8 with BOM, a row of labels, dates in ISO form, numbers without separators, a
    missing value as an empty cell. Text that a spreadsheet would run as a formula gets
    an apostrophe before it.
    """
    query = TABLES[name](view)
    shown = cells.names(view.release, query)
    yield _lines([[neutralised(columns.label(each)) for each in shown]], _BOM)
    for batch in cells.batches(view.release, query):
        yield _lines(zip(*map(_written, batch), strict=True))


def _written(column: Column) -> list[str | None]:
    return _WRITERS[COLUMNS[column[0]].kind](column)


def _lines(rows: Iterable[Iterable[str | None]], before: str = "") -> bytes:
    text = io.StringIO(newline="")
    text.write(before)
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


def _texts(column: Column) -> list[str | None]:
    return cells.texts(column, neutralised)


def _counts(column: Column) -> list[str | None]:
    return [
        None if value is None else str(round(value)) for value in cells.numbers(column)
    ]


def _amounts(column: Column) -> list[str | None]:
    return [
        None if value is None else f"{value:.2f}" for value in cells.numbers(column)
    ]


def _shares(column: Column) -> list[str | None]:
    return [
        None if value is None else f"{value:.6f}" for value in cells.numbers(column)
    ]


_WRITERS: Mapping[Kind, Callable[[Column], list[str | None]]] = {
    Kind.TEXT: _texts,
    Kind.NUMBER: _counts,
    Kind.COUNT: _counts,
    Kind.MONEY: _amounts,
    Kind.DECIMAL: _shares,
    Kind.SHARE: _shares,
    Kind.DAY: cells.days,
    Kind.MONTH: cells.days,
    Kind.MOMENT: cells.days,
}
