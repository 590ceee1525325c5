"""The sentences that ingest rejects rows with, in the language in use.

ingest writes them into the data, in English; a sentence that is not known here is shown
as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from dashboard.wording.words import N_, _

_SENTENCES = (
    N_("is blank; fill it in"),
    N_("is not one of {values}; correct it or map it"),
    N_(
        "is not a day in {format}; write it as yyyy-mm-dd or state dates: in the mapping"
    ),
    N_("is not a whole number; write digits only"),
    N_("is not a number; write digits and a point only"),
    N_("is too large for this field; correct it"),
    N_("is neither true nor false; write true or false"),
    N_("has too few columns; complete the row"),
    N_("has too many columns; quote values that hold the delimiter"),
    N_('has text behind a closing quote; double quotes inside ("")'),
    N_("cannot be read ({error}); correct the row"),
    N_("left out by the mapping of {source} ({rules})"),
    N_("appears {count} times in the file with different content; keep one row"),
    N_("repeats an earlier row of the file exactly; remove it"),
)


def reason(sentence: str) -> str:
    """A reason of raw.rejects in the language in use."""
    for known, pattern in _patterns():
        found = pattern.fullmatch(sentence)
        if found:
            return _(known).format(**found.groupdict())
    return sentence


@lru_cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((known, _pattern(known)) for known in _SENTENCES)


def _pattern(known: str) -> re.Pattern[str]:
    return re.compile("".join(_pieces(known)), re.DOTALL)


def _pieces(known: str) -> Iterator[str]:
    for piece in re.split(r"(\{\w+\})", known):
        is_place = piece.startswith("{")
        yield f"(?P<{piece[1:-1]}>.*)" if is_place else re.escape(piece)
