"""Text that a spreadsheet would run as a formula."""

from __future__ import annotations

import re

# East Asian versions of Excel take the full-width signs for the narrow ones.
_SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20"
_START = re.compile(rf"[{_SIGNS}\t\r\n]")
# Where its country's lists are parted by semicolons, or somebody chooses tabs, Excel parts
# a line there, and quotes in the midst of its cell do not hold it together.
_INSIDE = re.compile(rf'([;\t\r\n]"*)(?=[{_SIGNS}])')


def neutralised(text: str) -> str:
    """The text with an apostrophe before whatever would run, at its start or where
    Excel may begin another cell; else as it is."""
    inside = _INSIDE.sub(r"\1'", text)
    return f"'{inside}" if _START.match(text) else inside
