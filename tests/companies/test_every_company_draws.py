"""Any subset of entities and fields: every page, report and download draws."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import release, report, view
from dashboard.downloads import csv_file
from dashboard.queries.tables import TABLES
from dashboard.wording import words
from tests.companies.company import Company
from tests.companies.variants import FIELD_VARIANTS, VARIANTS
from tests.dashboard.conftest import OpenApp
from tests.dashboard.shown import texts

Publish = Callable[[Path], None]

# What stands for a missing value in Python, and never for a reader.
_WRONG = re.compile(r"\b(nan|NaN|NaT|None|inf|Infinity|undefined|null)\b")
_CODE = re.compile(r"<code>.*?</code>|`[^`]*`", re.DOTALL)
_DRAWN = re.compile(r"<style.*?</style>|<script.*?</script>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
# Three words and more in a row; shorter ones are names and codes.
_ENGLISH = re.compile(r"[A-Za-z]{2,}(?: [A-Za-z]{2,}){2,}")


@pytest.mark.parametrize("variant", VARIANTS)
def test_without_some_exports_or_fields(
    small_company: Company, home: Path, open_app: OpenApp, variant: str
) -> None:
    small_company.publish(home, VARIANTS[variant])
    for language in words.LANGUAGES:
        for page in report.PAGES:
            app = open_app(page, language)
            for text in texts(app):
                assert faults(text, language) == [], page
            for chart in app.get("vega_lite_chart"):
                assert not re.search(r"\b(NaN|Infinity)\b", chart.proto.spec), page
    assert wrong_reports("en") == []
    assert wrong_reports("zh") == []
    assert wrong_downloads() == []


@pytest.mark.parametrize("variant", FIELD_VARIANTS)
def test_without_a_field(small_company: Company, home: Path, variant: str) -> None:
    small_company.publish(home, FIELD_VARIANTS[variant])
    number = list(FIELD_VARIANTS).index(variant)
    assert wrong_reports(list(words.LANGUAGES)[number % 2]) == []
    assert wrong_downloads() == []


def wrong_reports(language: str) -> list[tuple[str, str]]:
    """Pages and what is wrong on them as reports."""
    words.speak(language)
    with release.open_current() as opened:
        return [
            (page, fault)
            for page in report.PAGES
            for text in read(report.render(page, view.of(opened, {})))
            for fault in faults(text, language)
        ]


def wrong_downloads() -> list[tuple[str, str]]:
    """Tables and what is wrong in them as CSV files."""
    words.speak("zh")
    with release.open_current() as opened:
        return [
            (name, fault)
            for name in TABLES
            for chunk in csv_file.chunks(view.of(opened, {}), name)
            for line in chunk.decode().splitlines()
            for fault in faults(line, "en")
        ]


def read(document: str) -> Iterator[str]:
    """The texts of an HTML document, without code."""
    for text in _TAG.split(_CODE.sub("", _DRAWN.sub("", document))):
        yield html.unescape(text)


def faults(text: str, language: str) -> list[str]:
    """What no reader should see in a text of a language."""
    plain = _CODE.sub("", text)
    found = [text for _ in _WRONG.findall(plain)]
    if language != "en":
        found += _ENGLISH.findall(plain)
    return found
