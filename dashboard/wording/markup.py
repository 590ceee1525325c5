"""Text from data inside Streamlit's Markdown."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~$:])")


def plain(text: str) -> str:
    """The text with every mark escaped that Markdown would read as its own."""
    return _MARKS.sub(r"\\\1", text)
