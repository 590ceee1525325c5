"""DuckDB parses a file; its row count is checked against the scan's own."""

import csv
import glob
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np

from acre_home.refusals import Refused
from acre_home.sql import literal
from ingest.invisibles import cleaned
from ingest.mapping import FileMapping
from ingest.records import used_columns
from ingest.scan import CHUNK, Offsets, Scan, unterminated_quote
from ingest.scan import scan as rescan
from ingest.warehouse import scalar

SHAPES = {
    "MISSING COLUMNS": "has too few columns; complete the row",
    "TOO MANY COLUMNS": "has too many columns; quote values that hold the delimiter",
    "UNQUOTED VALUE": 'has text behind a closing quote; double quotes inside ("")',
}
LINE_LIMIT = 2_000_000
BLANK_LINE_OF_ONE_COLUMN = "c0 is not null"


@dataclass(frozen=True)
class Misshapen:
    """A record that has not the shape of its file; `number` counts records from 1."""

    number: int
    text: str
    error: str


@dataclass(frozen=True)
class Landed:
    """A parsed file: temp table `landed` holds its rows, `misshapen` what did not parse."""

    scan: Scan
    starts: Offsets
    misshapen: tuple[Misshapen, ...]

    @property
    def parsed_count(self) -> int:
        """Number of rows in `landed`."""
        return self.record_count - len(self.misshapen)

    @property
    def record_count(self) -> int:
        """Number of records in the file, its header excluded."""
        return len(self.starts) - 1

    def lines(self, numbers: Offsets) -> Offsets:
        """Return the physical lines on which the records of these numbers start."""
        return self.scan.line_of(self.starts[numbers])


def land(
    con: duckdb.DuckDBPyConnection, mapping: FileMapping, scan: Scan, scratch: Path
) -> Landed:
    """Parse a file into temp table `landed` (c0, c1 … as text, by position in the header).

    Raises Refused where parser and scan do not agree on the records, a quote is never
    closed, the file breaks off in its last record or is not UTF-8.
    """
    if scan.has_mixed_line_ends:
        scan = _with_even_line_ends(scan, scratch)
    try:
        _read_csv(con, mapping, scan)
    except duckdb.InvalidInputException as error:
        raise Refused(
            f"{scan.path.name}: cannot be read as CSV"
            f" ({str(error).splitlines()[0]}); look for unbalanced quotes and for line ends"
            " of several kinds (CR, LF), and export it again."
        ) from error
    errors = con.execute(
        "select line_byte_position - 1, any_value(csv_line), min(error_type::varchar)"
        " from reject_errors group by 1 order by 1"
    ).fetchall()
    parsed = scalar(con, "select count(*) from landed")
    starts = _agreed_starts(scan, parsed + len(errors))
    landed = Landed(scan, starts, _misshapen(starts, errors))
    _check_damage(landed)
    return landed


def _read_csv(con: duckdb.DuckDBPyConnection, mapping: FileMapping, scan: Scan) -> None:
    names = [f"c{i}" for i in range(len(scan.header))]
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    used = [names[scan.header.index(c)] for c in used_columns(mapping, scan.header)]
    longest = int(np.diff(scan.record_starts).max(initial=0))
    con.execute("drop table if exists reject_errors")
    con.execute("drop table if exists reject_scans")
    con.execute(
        f"create or replace temp table landed as select {', '.join(used)}"
        f" from read_csv({literal(glob.escape(str(scan.path)))}, columns = {{{columns}}},"
        f" delim = {literal(scan.delimiter)}, quote = '\"', escape = '\"', header = true,"
        f" auto_detect = false, skip = {scan.blank_lines}, store_rejects = true, rejects_limit = 0,"
        f" max_line_size = {max(LINE_LIMIT, 2 * longest)})"
        f" where {BLANK_LINE_OF_ONE_COLUMN if len(names) == 1 else 'true'}"
    )


def _with_even_line_ends(scan: Scan, scratch: Path) -> Scan:
    """Copy a file whose line ends are CRLF here and LF there: the parser takes one kind."""
    scratch.mkdir(parents=True, exist_ok=True)
    copy = scratch / scan.path.name
    content = np.memmap(scan.path, dtype=np.uint8, mode="r")
    ends = scan.record_ends_by_field
    with copy.open("wb") as target:
        for start in range(0, len(content), CHUNK):
            block = content[start : start + CHUNK]
            returns = ends[(ends > start) & (ends <= start + len(block))] - 1 - start
            np.delete(block, returns[block[returns] == ord("\r")]).tofile(target)
    return rescan(copy)


def _agreed_starts(scan: Scan, parsed: int) -> Offsets:
    if len(scan.record_starts) - 1 == parsed:
        return scan.record_starts
    if len(scan.record_starts_by_field) - 1 == parsed:
        return scan.record_starts_by_field
    raise Refused(
        f"{scan.path.name}: has {len(scan.record_starts_by_field) - 1} records by its line"
        f" ends but parses into {parsed}, so rows would be lost; look for unbalanced quotes"
        " and export it again."
    )


def _misshapen(
    starts: Offsets, errors: list[tuple[int, str, str]]
) -> tuple[Misshapen, ...]:
    return tuple(
        Misshapen(int(np.searchsorted(starts, offset)), text.strip("\r\n"), error)
        for offset, text, error in errors
    )


def _check_damage(landed: Landed) -> None:
    file = landed.scan.path
    for record in landed.misshapen:
        line = int(landed.lines(np.array([record.number]))[0])
        if record.error == "UNQUOTED VALUE" and "\n" in record.text:
            raise unterminated_quote(file, line)
        if record.error == "INVALID ENCODING":
            raise Refused(
                f"{file.name}: line {line} is not UTF-8 text; save the file as CSV UTF-8."
            )
        is_last = record.number == landed.record_count
        if is_last and landed.scan.ends_mid_line and record.error == "MISSING COLUMNS":
            raise Refused(
                f"{file.name}: breaks off in line {line}, so rows are missing; export it"
                " again."
            )


def key_text(
    record: Misshapen, mapping: FileMapping, header: tuple[str, ...], delimiter: str
) -> str | None:
    """Return the key of a misshapen record as far as it can be read, else None."""
    values = next(csv.reader([record.text], delimiter=delimiter), [])
    by_field = {field.field: field for field in mapping.fields}
    key = []
    for name in mapping.entity.key:
        columns = by_field[name].columns_in(header) if name in by_field else ()
        position = header.index(columns[0]) if columns else len(values)
        value = values[position] if position < len(values) else ""
        key.append(cleaned(value).strip())
    return "|".join(key) if all(key) else None
