"""What is wrong with the reports and downloads of the release in use, as a reader sees."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from dashboard.app_pages.registry import PAGES
from dashboard.core import release, view
from dashboard.queries.tables import TABLES
from dashboard.serving import report
from dashboard.serving.downloads import csv_file
from dashboard.wording import labels, words

# What stands for a missing value in Python, and never for a reader.
_WRONG = re.compile(r"\b(nan|NaN|NaT|None|inf|Infinity|undefined|null)\b")
_CODE = re.compile(r"<code>.*?</code>|`[^`]*`", re.DOTALL)
_UNREAD = re.compile(r"<style.*?</style>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
# Three words and more in a row; shorter ones are names and codes.
_ENGLISH = re.compile(r"[A-Za-z]{2,}(?: [A-Za-z]{2,}){2,}")


def wrong_reports(language: str) -> list[tuple[str, str]]:
    """Pages and what is wrong on them as reports."""
    words.speak(language)
    with release.open_current() as opened:
        labels.use(labels.of(opened))
        return [
            (page, fault)
            for page in PAGES
            for text in _read(report.render(page, view.of(opened, {})))
            for fault in faults(text, language)
        ]


def wrong_downloads() -> list[tuple[str, str]]:
    """Tables and what is wrong in them as CSV files."""
    words.speak("zh")
    with release.open_current() as opened:
        labels.use(labels.of(opened))
        return [
            (name, fault)
            for name in TABLES
            for chunk in csv_file.chunks(view.of(opened, {}), name)
            for line in chunk.decode().splitlines()
            for fault in faults(line, "en")
        ]


def faults(text: str, language: str) -> list[str]:
    """What no reader should see in a text of a language."""
    plain = _CODE.sub("", text)
    found = [text] if _WRONG.search(plain) else []
    if language != words.SOURCE_LANGUAGE:
        found += _ENGLISH.findall(plain)
    return found


def _read(document: str) -> Iterator[str]:
    """The texts of an HTML document, without code."""
    for text in _TAG.split(_CODE.sub("", _UNREAD.sub("", document))):
        yield html.unescape(text)
