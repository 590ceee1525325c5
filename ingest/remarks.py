"""What a load says of a file that it read otherwise than a reader of the file would think."""

import csv
import io
from pathlib import Path

import duckdb
import numpy as np

from acre_home.sql import literal
from ingest.blank_lines import stated_delimiter
from ingest.invisibles import BOM, INVISIBLE, cleaned
from ingest.parse import Landed
from ingest.records import FileColumns
from ingest.scan import HEADER_LIMIT, Scan
from ingest.swallowed import swallowing_lines


def remarks_on(
    con: duckdb.DuckDBPyConnection, landed: Landed, columns: FileColumns, place: str
) -> tuple[str, ...]:
    """Return the sentences on a file whose rows are in table `landed`, at `place`."""
    said = [*_blank_lines(landed.scan), *_names(landed.scan)]
    said += [*_values(con, columns), *_swallowed(landed)]
    return tuple(f"{place}: {sentence}" for sentence in said)


def _blank_lines(scan: Scan) -> list[str]:
    if not scan.blank_lines:
        return []
    said = []
    blank_lines = scan.blank_lines
    if stated_delimiter(_bytes_of(scan.path, 0, np.int64(HEADER_LIMIT))):
        said.append(f"took {scan.delimiter} as its delimiter, as the first line says.")
        blank_lines -= 1
    if blank_lines:
        lines = "1 blank line" if blank_lines == 1 else f"{blank_lines} blank lines"
        said.append(f"skipped {lines} before the header.")
    return said


def _names(scan: Scan) -> list[str]:
    if not scan.has_invisibles:
        return []
    names = [name for name in _header_as_written(scan) if name != cleaned(name)]
    if not names:
        return []
    listed = ", ".join(cleaned(name).strip() for name in names)
    return [f"took invisible characters out of the names of columns {listed}."]


def _header_as_written(scan: Scan) -> list[str]:
    end = scan.record_starts[1] if len(scan.record_starts) > 1 else None
    header = _bytes_of(scan.path, scan.first_record, end).removeprefix(BOM)
    lines = io.StringIO(header.decode(), newline="")
    return next(csv.reader(lines, delimiter=scan.delimiter))


def _bytes_of(path: Path, first: int, end: np.int64 | None) -> bytes:
    with path.open("rb") as file:
        file.seek(first)
        return file.read(-1 if end is None else int(end) - first)


def _values(con: duckdb.DuckDBPyConnection, columns: FileColumns) -> list[str]:
    """Say of how many values of which column invisible characters were taken out."""
    to_clean = [column for column in columns.header if column in columns.to_clean]
    if not to_clean:
        return []
    pattern = literal(f"[{INVISIBLE}]")
    counted = ", ".join(
        f"count(*) filter (regexp_matches({columns.sql_name(column)}, {pattern}))"
        for column in to_clean
    )
    counts = con.execute(f"select {counted} from landed").fetchall()[0]
    return [
        f"took invisible characters out of {count:,}"
        f" {'value' if count == 1 else 'values'} of column {column}."
        for column, count in zip(to_clean, counts, strict=True)
        if count
    ]


def _swallowed(landed: Landed) -> list[str]:
    lines = swallowing_lines(landed)
    if not lines:
        return []
    more = len(lines) - 1
    others = f" (and {more:,} more after it)" if more else ""
    return [
        f"the quote opened on line {lines[0]}{others} holds whole rows by their number of"
        ' delimiters; if it is stray and swallows them, remove it or double it ("") and'
        " load the file again with --replace."
    ]
