"""Text that a spreadsheet would run as a formula."""

from __future__ import annotations

# East Asian versions of Excel take the full-width signs for the narrow ones.
_STARTS = (*"=+-@", "\t", "\r", "\n", *"\uff1d\uff0b\uff0d\uff20")


def would_run(text: str) -> bool:
    """True where Excel and its like would run the text of a CSV's cell."""
    return text.startswith(_STARTS)


def neutralised(text: str) -> str:
    """The text with an apostrophe before it where it would run; else as it is."""
    return f"'{text}" if would_run(text) else text
