"""What a load says of a file that it read otherwise than a reader of the file would think."""

import csv
import io
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

import duckdb
import numpy as np

from acre_home.sql import literal
from ingest.blank_lines import stated_delimiter
from ingest.invisibles import BOM, INVISIBLE, cleaned
from ingest.mapping import FileMapping
from ingest.parse import Landed
from ingest.records import (
    FileColumns,
    is_error_cell,
    text_expression,
    used_columns,
)
from ingest.scan import HEADER_LIMIT, Scan
from ingest.swallowed import swallowing_lines

# How alike a column of a mapping and one of a file must be for it to be meant.
CLOSE = 0.8


def remarks_on(
    con: duckdb.DuckDBPyConnection,
    landed: Landed,
    mapping: FileMapping,
    columns: FileColumns,
    place: str,
) -> tuple[str, ...]:
    """Return the sentences on a file whose rows are in table `landed`, at `place`."""
    said = [*_blank_lines(landed.scan), *_names(landed.scan)]
    said += [
        *_values(con, columns),
        *_errors(con, mapping, columns),
        *_swallowed(landed),
    ]
    said += [*_misspelt(mapping, columns), *_unnamed(con, mapping, columns)]
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


def _errors(
    con: duckdb.DuckDBPyConnection, mapping: FileMapping, columns: FileColumns
) -> list[str]:
    """Say in how many cells of which column a spreadsheet wrote an error."""
    if not columns.has_error_cells:
        return []
    used = used_columns(mapping, columns.header)
    counted = ", ".join(
        f"count(*) filter ({is_error_cell(f'trim({columns.sql_name(column)})')})"
        for column in used
    )
    if not used:
        return []
    counts = con.execute(f"select {counted} from landed").fetchall()[0]
    found = [
        f"{column} ({count:,})"
        for column, count in zip(used, counts, strict=True)
        if count
    ]
    if not found:
        return []
    return [
        "took errors that a spreadsheet wrote (such as #N/A or NULL) as blanks, by column:"
        f" {', '.join(found)}; correct them and load the file again with --replace."
    ]


def _misspelt(mapping: FileMapping, columns: FileColumns) -> list[str]:
    """Say which column a field may mean that names none of the file."""
    unused = set(columns.header) - set(used_columns(mapping, columns.header)) - {""}
    said = []
    for field in mapping.fields:
        if field.columns_in(columns.header):
            continue
        near = get_close_matches(field.columns[0], unused, n=1, cutoff=CLOSE)
        if near and field.field not in near:
            said.append(
                f"has no column {field.columns[0]}, so {field.field} is blank; the mapping"
                f" may mean {near[0]}."
            )
    return said


def _unnamed(
    con: duckdb.DuckDBPyConnection, mapping: FileMapping, columns: FileColumns
) -> list[str]:
    """Say which values no `values:` of a field names, and what they were taken as."""
    said = []
    for field in mapping.fields:
        if not field.values or not field.columns_in(columns.header):
            continue
        text = text_expression(replace(field, values=(), otherwise=None), columns)
        named = ", ".join(literal(given.casefold()) for given, _ in field.values)
        rows = con.execute(
            f"select coalesce({text}, 'blank') as value, count(*) as row_count"
            f" from landed where lower({text}) not in ({named})"
            f" or ({field.otherwise is not None} and {text} is null)"
            " group by value order by row_count desc, value limit 6"
        ).fetchall()
        if not rows:
            continue
        counts = ", ".join(f"{value} ({count:,})" for value, count in rows[:5])
        more = " …" if len(rows) > 5 else ""
        taken = f"as {field.otherwise}" if field.otherwise is not None else "as written"
        said.append(f"no values: of {field.field} names {counts}{more}; taken {taken}.")
    return said


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
