"""What stands before the header of a file: blank lines, and the line that names the delimiter.

Reports write blank lines, spreadsheets rows of delimiters alone; Excel writes and obeys a first
line such as sep=; to say which sign parts the columns.
"""

import re

from ingest.invisibles import BOM

# A spreadsheet writes an empty row as delimiters alone.
LEADING_BLANKS = re.compile(
    rb'(?:%s)?((?:"?sep=(?P<delimiter>.)"?(?:\r\n|\r|\n))?+'
    rb'(?:(?:[ \t,;|]|"")*+(?:\r\n|\r|\n))*+)' % BOM,
    re.IGNORECASE,
)
LINE_END = re.compile(rb"\r\n|\r|\n")


def leading_blanks(start: bytes) -> tuple[int, int]:
    """Return the offset of the first record in the start of a file, and the lines before it."""
    blanks = LEADING_BLANKS.match(start)
    if blanks is None or not blanks[1]:
        return 0, 0
    return blanks.end(), len(LINE_END.findall(blanks[1]))


def stated_delimiter(start: bytes) -> str | None:
    """Return the delimiter that the first line of a file names, if it does."""
    blanks = LEADING_BLANKS.match(start)
    named = blanks["delimiter"] if blanks else None
    return named.decode("latin-1") if named else None
