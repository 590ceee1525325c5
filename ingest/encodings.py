"""The encoding of a file's text, and a copy of it in UTF-8.

UTF-8 is tried first, strictly: other text is hardly ever valid UTF-8. Else the encodings are
candidates in which every byte has a meaning, and the one whose characters are those that people
write most wins; GB2312 and Big5 keep these in a first level of their own.
"""

import codecs
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from acre_home.refusals import Refused

CHUNK = 1 << 22
# So much of a file's text decides, and by so much the best reading must lead.
SAMPLE = 1 << 22
LEAD = 0.15
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-32": "UTF-32",
    "gb18030": "GB18030",
    "big5": "Big5",
    "cp1252": "Windows-1252",
}
# Lead bytes of the characters that are used most, level 1 of GB2312 and of Big5, and of those
# that are used at times, level 2.
LEVELS = {
    "gb18030": ("gb2312", range(0xB0, 0xD8), range(0xD8, 0xF8)),
    "big5": ("big5", range(0xA4, 0xC7), range(0xC9, 0xFA)),
}
AT_TIMES = 0.5
WESTERN_SIGNS = frozenset("€£©®°§«»‘’“”–—…·¿¡ºª")


@dataclass(frozen=True)
class Reading:
    """One way to read a file: its encoding, and how likely that text is, 0 to 1."""

    encoding: str
    likelihood: float
    example: str


def encoding_of(path: Path) -> str:
    """Return the encoding of a file's text, a name that Python knows.

    Raises Refused where the text fits none, or two equally well.
    """
    with path.open("rb") as file:
        start = file.read(SAMPLE)
    for mark, encoding in MARKS.items():
        if start.startswith(mark):
            return encoding
    if _is_utf8(path):
        return "utf-8"
    readings = sorted(_readings(path, start), key=lambda each: -each.likelihood)
    if not readings:
        raise Refused(
            f"{path.name}: is text in no encoding that Acre knows"
            f" ({', '.join(dict.fromkeys(NAMES.values()))}); save it as CSV UTF-8."
        )
    best, *others = readings
    for other in others:
        if best.likelihood - other.likelihood < LEAD:
            raise Refused(
                f"{path.name}: may be {NAMES[best.encoding]} ({best.example!r}) or"
                f" {NAMES[other.encoding]} ({other.example!r}); say which with"
                " encoding: in its mapping, or save it as CSV UTF-8."
            )
    return best.encoding


def in_utf8(path: Path, encoding: str, target: Path) -> str:
    """Write a file's text to `target` in UTF-8; return its first line beyond ASCII.

    Raises Refused where a byte has no meaning.
    """
    decoder = codecs.getincrementaldecoder(encoding)()
    line, example = 1, ""
    with path.open("rb") as source, target.open("wb") as out:
        while True:
            chunk = source.read(CHUNK)
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                line += chunk.count(b"\n", 0, error.start)
                raise Refused(
                    f"{path.name}: line {line} is not {NAMES.get(encoding, encoding)} text;"
                    " correct the line, or save the file as CSV UTF-8."
                ) from error
            line += chunk.count(b"\n")
            out.write(text.encode())
            example = example or _example(text)
            if not chunk:
                return example


def _is_utf8(path: Path) -> bool:
    """Whether the first part of a file beyond ASCII is UTF-8; the load checks the rest."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        while (chunk := file.read(CHUNK)) and chunk.isascii():
            pass
        try:
            decoder.decode(chunk, final=len(chunk) < CHUNK)
        except UnicodeDecodeError:
            return False
    return True


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _readings(path: Path, start: bytes) -> list[Reading]:
    found = []
    for encoding in ("gb18030", "big5", "cp1252"):
        if _decodes(path, encoding):
            text = codecs.getincrementaldecoder(encoding)().decode(start)
            found.append(Reading(encoding, _likelihood(text, encoding), _example(text)))
    return found


def _example(text: str) -> str:
    """The first line that tells encodings apart, as far as it fits a sentence."""
    lines = (line for line in text.splitlines() if not line.isascii())
    return next(lines, "")[:30]


def _likelihood(text: str, encoding: str) -> float:
    """How usual the characters beyond ASCII are in an encoding, 0 to 1."""
    if encoding in LEVELS:
        marks = [each for each in text if not each.isascii()]
        usual = sum(_usualness(each, encoding) for each in marks)
        return usual / len(marks) if marks else 0.0
    return _western_likelihood(text)


def _usualness(character: str, encoding: str) -> float:
    if unicodedata.category(character)[0] in "PSNZ":
        # Full-width signs are as usual in either.
        return 1.0
    codec, often, at_times = LEVELS[encoding]
    try:
        lead = character.encode(codec)[0]
    except UnicodeEncodeError:
        return 0.0
    return 1.0 if lead in often else AT_TIMES if lead in at_times else 0.0


def _western_likelihood(text: str) -> float:
    """The share of letters with accents that stand among plain letters, one or two at most."""
    marks = usual = run = 0
    for character in text + " ":
        if not character.isascii():
            run += 1
            marks += 1
            usual += character.isalpha() or character in WESTERN_SIGNS
            continue
        if run > 2:
            usual -= run
        run = 0
    return max(usual, 0) / marks if marks else 0.0
