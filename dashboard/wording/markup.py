"""Text from data inside Streamlit's Markdown."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~$:])")
# What browsers make a link of even where all its marks are escaped.
_ADDRESS = re.compile(r"(?<=http)(?=s?:)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)
# Has no width, and nothing breaks there: the address is read, and leads nowhere.
_JOINER = "\u2060"


def plain(text: str) -> str:
    """The text with every mark escaped that Markdown would read as its own.

    An address of a site or a mailbox stays text: a joiner stands in it.
    """
    return _MARKS.sub(r"\\\1", _ADDRESS.sub(_JOINER, text))
