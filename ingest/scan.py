"""One pass over a file's bytes: a count of its records, and where each begins.

The count is Acre's own and owes nothing to the parser that loads the file: a record ends at a
line end outside quotes (RFC 4180), blank lines are none. Where the two disagree the file is
refused, so that no parser can lose a row unseen.
"""

import csv
import io
import mmap
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from acre_home.refusals import Refused
from ingest.blank_lines import leading_blanks, stated_delimiter
from ingest.invisibles import BOM, cleaned, has_invisibles

Offsets = npt.NDArray[np.int64]

CHUNK = 1 << 24
DELIMITERS = (",", ";", "\t", "|")
HEADER_LIMIT = 1 << 20
NO_OFFSETS: Offsets = np.empty(0, dtype=np.int64)
RARE_BLANKS = (b'""', b"\t", "\u00a0".encode(), "\u3000".encode())
SIGNATURES = {
    b"PK\x03\x04": "a zip archive or an Excel workbook",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a gzip archive",
    b"\x89PNG": "a picture",
}


@dataclass(frozen=True)
class LineEnds:
    """Where the lines of a file end (byte offsets), and which ends lie between quotes.

    `is_quoted` counts quotes alone, which is right wherever they come in pairs.
    """

    positions: Offsets
    is_quoted: npt.NDArray[np.bool_]
    quote_count: int


@dataclass(frozen=True)
class Scan:
    """What the bytes of a file say.

    `header` has the names of the columns, cleaned; `blank_lines` stand before it, and
    `first_record` is the byte offset after them. `has_error_cells` where a value may be
    an error that a spreadsheet wrote.
    """

    path: Path
    header: tuple[str, ...]
    delimiter: str
    line_ends: LineEnds
    ends_mid_line: bool
    has_edge_blanks: bool
    has_invisibles: bool
    has_error_cells: bool
    blank_lines: int
    first_record: int

    @cached_property
    def record_ends(self) -> Offsets:
        """Byte offsets of the line ends outside quotes, where quotes come in pairs."""
        if self.line_ends.quote_count % 2:
            return self.record_ends_by_field
        return self.line_ends.positions[~self.line_ends.is_quoted]

    @cached_property
    def record_starts(self) -> Offsets:
        """Byte offsets of the records, header first, where quotes come in pairs."""
        return self._starts_after(self.record_ends)

    @cached_property
    def record_starts_by_field(self) -> Offsets:
        """Byte offsets of the records, header first, where quotes stand inside fields too."""
        return self._starts_after(self.record_ends_by_field)

    @cached_property
    def record_ends_by_field(self) -> Offsets:
        """Byte offsets of the line ends outside quotes, where quotes stand inside fields too.

        Raises Refused at the first quote that is opened and never closed.
        """
        ends = self.line_ends.positions
        is_outside = np.ones(len(ends), dtype=bool)
        field = re.compile(
            rb'(?:(?<=[\r\n%s])|\A|(?<=%s))"(?:[^"]++|"")*+("?)'
            % (self.delimiter.encode(), BOM)
        )
        with (
            self.path.open("rb") as file,
            mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content,
        ):
            for match in field.finditer(content):
                first, last = np.searchsorted(ends, match.span())
                if not match.group(1):
                    raise unterminated_quote(self.path, int(first) + 1)
                is_outside[first:last] = False
        return ends[is_outside]

    @property
    def has_mixed_line_ends(self) -> bool:
        """Tell whether some records end in CRLF and others in LF alone."""
        content = np.memmap(self.path, dtype=np.uint8, mode="r")
        line_feeds = self.record_ends[content[self.record_ends] == ord("\n")]
        is_crlf = content[np.maximum(line_feeds - 1, 0)] == ord("\r")
        return bool(is_crlf.any() and not is_crlf.all())

    def line_of(self, offsets: Offsets) -> Offsets:
        """Return the physical line, counted from 1, of each byte offset."""
        return np.searchsorted(self.line_ends.positions, offsets) + 1

    def _starts_after(self, ends: Offsets) -> Offsets:
        content = np.memmap(self.path, dtype=np.uint8, mode="r")
        starts = np.concatenate([[0], ends + 1])
        starts = starts[(starts >= self.first_record) & (starts < len(content))]
        first_bytes = content[starts]
        is_blank = (first_bytes == ord("\r")) | (first_bytes == ord("\n"))
        kept: Offsets = starts[~is_blank]
        return kept


def scan(path: Path) -> Scan:
    """Read `path` once and return what its bytes say.

    Raises Refused where the file is empty, not UTF-8 text, or has an unusable header.
    """
    has_edge_blanks = has_unseen = has_errors = False
    last = b""

    def chunks(file: BinaryIO) -> Iterator[bytes]:
        nonlocal last, has_edge_blanks, has_unseen, has_errors
        while chunk := file.read(CHUNK):
            _check_no_nul(path, chunk, file.tell() - len(chunk))
            has_edge_blanks = has_edge_blanks or may_have_edge_blanks(chunk, delimiter)
            text = chunk.removeprefix(b"" if last else BOM)
            # A character may stand across two chunks.
            parts = (last + text[:2], text)
            has_unseen = has_unseen or any(has_invisibles(part) for part in parts)
            has_errors = has_errors or b"#" in chunk or b"NULL" in chunk
            last = chunk[-2:]
            yield chunk

    delimiter, header = read_header(path)
    with path.open("rb") as file:
        line_ends = find_line_ends(chunks(file), b"\n")
    if line_ends.is_quoted.all():
        with path.open("rb") as file:
            line_ends = find_line_ends(iter(lambda: file.read(CHUNK), b""), b"\r")
    first_record, blank_lines = leading_blanks(_start_of(path))
    return Scan(
        path=path,
        header=header,
        delimiter=delimiter,
        line_ends=line_ends,
        ends_mid_line=last[-1:] not in (b"\n", b"\r"),
        has_edge_blanks=has_edge_blanks or bool(line_ends.is_quoted.any()),
        has_invisibles=has_unseen,
        has_error_cells=has_errors,
        blank_lines=blank_lines,
        first_record=first_record,
    )


def find_line_ends(chunks: Iterable[bytes], line_end: bytes) -> LineEnds:
    """Return where the lines of a file end, read as `chunks`; `line_end` is one byte."""
    positions, is_quoted = [NO_OFFSETS], [NO_OFFSETS.astype(bool)]
    offset = quote_count = 0
    for chunk in chunks:
        content = np.frombuffer(chunk, dtype=np.uint8)
        ends = np.flatnonzero(content == ord(line_end))
        before = np.full(len(ends), quote_count)
        if b'"' in chunk:
            quotes = np.flatnonzero(content == ord('"'))
            before += np.searchsorted(quotes, ends)
            quote_count += len(quotes)
        positions.append(ends + offset)
        is_quoted.append(before % 2 == 1)
        offset += len(chunk)
    return LineEnds(np.concatenate(positions), np.concatenate(is_quoted), quote_count)


def may_have_edge_blanks(chunk: bytes, delimiter: str) -> bool:
    """Tell whether values may begin or end with a blank, or be quoted and empty.

    A clean file, which is the rule, need not be trimmed value by value.
    """
    if any(blank[:1] in chunk and blank in chunk for blank in RARE_BLANKS):
        return True
    content = np.frombuffer(chunk, dtype=np.uint8)
    blanks = np.flatnonzero(content == ord(" "))
    if not len(blanks):
        return False
    is_edge = np.zeros(256, dtype=bool)
    is_edge[[*delimiter.encode(), *b' "\r\n']] = True
    before = content[np.maximum(blanks - 1, 0)]
    after = content[np.minimum(blanks + 1, len(content) - 1)]
    return bool(is_edge[before].any() or is_edge[after].any())


def _check_no_nul(path: Path, chunk: bytes, offset: int) -> None:
    nul = chunk.find(0)
    if nul >= 0:
        with path.open("rb") as file:
            line = file.read(offset + nul).count(b"\n") + 1
        raise Refused(
            f"{path.name}: line {line} holds a NUL byte, so the file is damaged or not"
            " text; export it again."
        )


def read_header(path: Path) -> tuple[str, tuple[str, ...]]:
    """Return the delimiter and the column names of a file, as far as its start tells.

    Blank lines before them are none, invisible characters are taken out of them.
    Raises Refused where they cannot be read or a name stands twice.
    """
    start = _start_of(path)
    _check_is_text(path, start[:8])
    first_record, _ = leading_blanks(start)
    text = start[first_record:].removeprefix(BOM).decode("utf-8", errors="replace")
    if not text:
        raise Refused(f"{path.name}: is empty; export it again or leave it out.")
    first_line = re.split(r"[\r\n]", text, maxsplit=1)[0]
    if "\ufffd" in first_line:
        raise Refused(
            f"{path.name}: the header is not UTF-8 text; save the file as CSV UTF-8."
        )
    delimiter = stated_delimiter(start) or max(
        DELIMITERS, key=re.sub('"[^"]*"', "", first_line).count
    )
    try:
        header = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise Refused(
            f"{path.name}: the header is not readable ({error}); export the file again."
        ) from error
    names = tuple(cleaned(name).strip() for name in header)
    counts = Counter(name.casefold() for name in names if name)
    twice = [name for name in names if counts[name.casefold()] > 1]
    if twice:
        raise Refused(
            f"{path.name}: column {twice[0]} appears {counts[twice[0].casefold()]} times in"
            " the header (upper and lower case are one); give each column a name of its own."
        )
    return delimiter, names


def _start_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEADER_LIMIT)


def kind_of(start: bytes) -> str | None:
    """Return what a file is that starts so, where that is known to be no text."""
    return next((k for mark, k in SIGNATURES.items() if start.startswith(mark)), None)


def _check_is_text(path: Path, start: bytes) -> None:
    if not start.removeprefix(BOM).strip() and path.stat().st_size <= len(start):
        raise Refused(f"{path.name}: is empty; export it again or leave it out.")
    if kind := kind_of(start):
        raise Refused(f"{path.name}: is {kind}, not UTF-8 text; save it as CSV UTF-8.")
    if b"\0" in start:
        raise Refused(f"{path.name}: is not text; export it as CSV UTF-8.")


def unterminated_quote(path: Path, line: int) -> Refused:
    """The sentence for a quote that swallows what follows it."""
    return Refused(
        f"{path.name}: the quote opened on line {line} is never closed and swallows the"
        ' rows after it; close it or double it ("") and load the file again.'
    )
