"""Quotes that close each other across rows, and so make rows a part of a value.

A quote opened in one row by mistake and another in a later row are balanced; where the
columns come out even, the rows between are gone without a sign. What remains to be seen is
a value of several lines that, cut at its line breaks, gives whole rows again.
"""

import csv
import io
import mmap
import re
from collections.abc import Iterator

import numpy as np

from ingest.parse import Landed
from ingest.scan import Offsets

LINE_BREAK = re.compile(r"\r\n|\r|\n")


def swallowing_lines(landed: Landed) -> list[int]:
    """Return the physical lines of the quotes that seem to swallow the rows after them."""
    width = len(landed.scan.header)
    if width == 1 or not landed.scan.line_ends.is_quoted.any():
        # Rows of one column look like any lines of a text.
        return []
    lines = []
    with (
        landed.scan.path.open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content,
    ):
        for first, last in _records_of_several_lines(landed, len(content)):
            delimiter = landed.scan.delimiter
            record = content[first:last].rstrip(b"\r\n")
            if record.count(delimiter.encode()) < 2 * (width - 1):
                continue
            line = int(landed.scan.line_of(np.array([first]))[0])
            before = _lines_before_rows(_values_of(record, delimiter), delimiter)
            if before is not None:
                lines.append(line + before)
    return lines


def _records_of_several_lines(landed: Landed, size: int) -> Iterator[tuple[int, int]]:
    """Yield where each record begins and ends that has a line end inside, header apart."""
    ends: Offsets = np.append(landed.starts[1:], size)
    firsts, lasts = landed.scan.line_of(np.stack([landed.starts, ends - 1]))
    several = np.flatnonzero(lasts > firsts)
    for number in several[several > 0]:
        yield int(landed.starts[number]), int(ends[number])


def _values_of(record: bytes, delimiter: str) -> list[str]:
    text = io.StringIO(record.decode(errors="replace"), newline="")
    # A value that swallows many rows is longer than csv takes a value to be.
    limit = csv.field_size_limit(len(record))
    try:
        return next(csv.reader(text, delimiter=delimiter), [])
    finally:
        csv.field_size_limit(limit)


def _lines_before_rows(values: list[str], delimiter: str) -> int | None:
    """Return on which line of a record, from 0, a value begins that is rows; else None."""
    before = 0
    for position, value in enumerate(values):
        lines = LINE_BREAK.split(value)
        if len(lines) > 1 and _are_rows(lines, delimiter, position, len(values)):
            return before
        before += len(lines) - 1
    return None


def _are_rows(lines: list[str], delimiter: str, position: int, width: int) -> bool:
    """Tell whether lines of the value at `position` are the parts of rows of `width` values.

    The first line lacks what precedes the quote, the last what follows the other.
    In prose a blank follows a comma; in rows a value.
    """
    inside = width - 1
    wanted = [inside - position, *[inside] * (len(lines) - 2), position]
    return [line.count(delimiter) for line in lines] == wanted and not any(
        delimiter + " " in line for line in lines
    )
