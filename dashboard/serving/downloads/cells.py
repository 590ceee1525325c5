"""Columns of a table as the values that a file's cells hold, batch by batch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dashboard.core.query import Query
from dashboard.core.release import Release
from dashboard.wording import columns

# A column's name, and its values in words of the language in use.
Column = tuple[str, pa.Array]


def names(release: Release, query: Query) -> list[str]:
    """The columns of a query that readers know; the others serve the pages only."""
    return list(columns.in_words(release.arrow(query.limited(0))).column_names)


def batches(release: Release, query: Query) -> Iterator[list[Column]]:
    """The rows of a query piece by piece, as the columns of `names`."""
    for batch in release.batches(query):
        table = columns.in_words(pa.Table.from_batches([batch]))
        yield [
            (name, values.combine_chunks())
            for name, values in zip(table.column_names, table.columns, strict=True)
        ]


def texts(column: Column, write: Callable[[str], str]) -> list[str | None]:
    """Texts as `write` puts them; None if missing.

    Only distinct texts are written, for a batch repeats a few of them.
    """
    encoded = column[1].cast(pa.string()).dictionary_encode()
    written = [write(each) for each in encoded.dictionary.to_pylist()]
    places = encoded.indices.to_pylist()
    return [None if place is None else written[place] for place in places]


def days(column: Column) -> list[str | None]:
    """Dates and moments as 2026-11-23 and 2026-11-23 09:16:00; None if missing."""
    name, values = column
    if pa.types.is_timestamp(values.type):
        values = values.cast(pa.timestamp("s"), safe=False)
    return texts((name, values), str)


def numbers(column: Column) -> list[Any]:
    """Whole numbers as int, others as float; None if missing or no number."""
    _name, values = column
    if pa.types.is_decimal(values.type):
        values = values.cast(pa.float64())
    if pa.types.is_floating(values.type):
        values = pc.if_else(pc.is_finite(values), values, None)
    return list(values.to_pylist())


def not_markup(text: str) -> str:
    """The text, changed where XlsxWriter would take it for its own rich-text XML."""
    is_taken = text.startswith("<r>") and text.endswith("</r>")
    return f"{text} " if is_taken else text
