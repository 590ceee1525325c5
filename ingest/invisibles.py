"""Characters that are invisible but break every comparison: P1 and P1 with a U+200B are two keys.

Web pages, chats and spreadsheets bring them along with what is copied from them. They are
taken out of keys, references, codes, days and numbers, where none can have a meaning, and
out of the names of columns. Free text (names, notes) stays as it was written: there the
joiners U+200C and U+200D spell words of some languages and bind emoji.
"""

import re

import numpy as np
import numpy.typing as npt

from ingest.contract import Field
from ingest.mapping import FileMapping

Bytes = npt.NDArray[np.uint8]


INVISIBLE = "".join(
    chr(code)
    for first, last in [
        (0x00AD, 0x00AD),  # soft hyphen
        (0x180E, 0x180E),  # Mongolian vowel separator
        (0x200B, 0x200F),  # zero-width space and joiners, marks of direction
        (0x202A, 0x202E),  # embeddings of direction
        (0x2060, 0x2064),  # word joiner, invisible operators
        (0x2066, 0x2069),  # isolates of direction
        (0xFEFF, 0xFEFF),  # byte order mark
    ]
    for code in range(first, last + 1)
)
BOM = b"\xef\xbb\xbf"
# Small enough for a processor's cache, which makes it four times as quick.
BLOCK = 1 << 18
_ANY = re.compile(f"[{INVISIBLE}]")


def _by_lead_byte() -> dict[int, npt.NDArray[np.bool_]]:
    """Return, by first byte in UTF-8, whether the two bytes after it make one of them."""
    tables: dict[int, npt.NDArray[np.bool_]] = {}
    for char in INVISIBLE:
        lead, second, *third = char.encode()
        table = tables.setdefault(lead, np.zeros((256, 256), dtype=bool))
        # The soft hyphen has two bytes in all, so any may follow.
        table[second, third or slice(None)] = True
    return tables


BY_LEAD_BYTE = _by_lead_byte()


def cleaned(text: str) -> str:
    """Return `text` without invisible characters."""
    return _ANY.sub("", text)


def has_invisibles(chunk: bytes) -> bool:
    """Tell whether the bytes of a UTF-8 text hold an invisible character."""
    if chunk.isascii():
        return False
    content = np.frombuffer(chunk + b"\0\0", dtype=np.uint8)
    return any(
        _holds_invisibles(content[start : start + BLOCK + 2])
        for start in range(0, len(chunk), BLOCK)
    )


def _holds_invisibles(block: Bytes) -> bool:
    """Tell whether one begins in `block` before its last two bytes."""
    for lead, is_one in BY_LEAD_BYTE.items():
        begun = np.flatnonzero(block[:-2] == lead)
        if len(begun) and is_one[block[begun + 1], block[begun + 2]].any():
            return True
    return False


def columns_to_clean(mapping: FileMapping, header: tuple[str, ...]) -> frozenset[str]:
    """Return the columns of `header` that hold anything but free text."""
    fields: dict[str, Field] = {field.name: field for field in mapping.entity.fields}
    columns_of_text, others = set[str](), set[str]()
    for given in mapping.fields:
        is_text = fields[given.field].is_free_text
        (columns_of_text if is_text else others).update(given.columns_in(header))
    # Conditions compare as keys do, so the columns that they alone read are cleaned.
    return frozenset(header) - columns_of_text | others
