"""Blank lines before the header of a file, as reports and spreadsheets write them."""

import re

from ingest.invisibles import BOM

# A spreadsheet writes an empty row as delimiters alone.
LEADING_BLANKS = re.compile(rb'(?:%s)?((?:(?:[ \t,;]|"")*+(?:\r\n|\r|\n))++)' % BOM)
LINE_END = re.compile(rb"\r\n|\r|\n")


def leading_blanks(start: bytes) -> tuple[int, int]:
    """Return the offset of the first record in the start of a file, and the lines before it."""
    blanks = LEADING_BLANKS.match(start)
    return (blanks.end(), len(LINE_END.findall(blanks[1]))) if blanks else (0, 0)
