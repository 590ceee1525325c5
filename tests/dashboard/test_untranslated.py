"""A language of brackets: whatever a page shows outside them was never translated."""

from __future__ import annotations

import gettext
import importlib
import pkgutil
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import charts
from dashboard.app_pages.registry import PAGES
from dashboard.wording import words
from tests.dashboard import coverage_fixture, labels_fixture, tiny_fixture
from tests.dashboard.conftest import RELEASE_ID, OpenApp
from tests.dashboard.definitions_fixture import DEFINITIONS
from tests.dashboard.release_fixture import MARTS, Tables, entities, publish
from tests.dashboard.shown import texts

# What is data, not words: names, codes and months of tiny_fixture, files, languages.
DATA = re.compile(
    r"Suzhou|Wuxi|Ningbo|\bEast\b|prospects\.csv|projects\.csv|English|中文|Acre"
    r"|\b(ERP|PDM|CSV|XLSX)\b|\b[ABCD]\b|\b(Aug|Sep|Oct)\b|¥|\b\d[\d,.]*[KMB]?\b"
    r"|Every prospect belongs to a delivered territory|none such"
    r"|\b\d{8}T\w+-\w+\b|[\u4e00-\u9fff]+"
)
# What the release says itself: definitions, and the marts that hold them.
DEFINED = {
    re.sub(r"^Formula: ", "", paragraph)
    for text in DEFINITIONS.values()
    for paragraph in text.split("\n\n")
} | {f"`{mart}`" for mart in MARTS}
OPENED = ("list_by_grade", "pipeline_by_grade", "territories_by_grade", "releases",
          "rows_by_export", "targets_over_time", "territory_coverage",
          "territory_over_time", "overdue_by_rep", "overdue_prospects",
          "unlisted_companies", "market_gaps", "shared_areas",
          "shared_companies", "balance_by_month", "churn_by_rep", "exchanges",
          "replacements", "source_names", "forecast_by_grade", "forecast_by_month",
          "pipeline_changes_by_kind", "stalled_projects", "forecast_accuracy",
          "forecast_calibration", "override_accuracy")  # fmt: skip


class Brackets(gettext.NullTranslations):
    """Puts every message into brackets and remembers it."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def gettext(self, message: str) -> str:
        self.asked.add(message)
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        self.asked.add(msgid1)
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"


# Charts are made once per language, so before a language of brackets.
CHARTS = [
    importlib.import_module(f"{charts.__name__}.{module.name}")
    for module in pkgutil.iter_modules(charts.__path__)
]
KEPT = [
    each
    for module in CHARTS
    for each in vars(module).values()
    if hasattr(each, "cache_clear")
]


@pytest.fixture
def brackets(monkeypatch: pytest.MonkeyPatch) -> Iterator[Brackets]:
    catalogue = Brackets()
    monkeypatch.setattr(words, "catalogue", lambda language: catalogue)
    for kept in KEPT:
        kept.cache_clear()
    yield catalogue
    for kept in KEPT:
        kept.cache_clear()


def outside(text: str) -> str:
    """The text without its bracketed parts, which may nest, and without data."""
    marks = r"<[^>]*>|\(/glossary\?[^)]*\)|:small\[|:gray\["
    text = re.sub(marks, " ", text.replace("\\", ""))
    inner = re.compile(r"⟦[^⟦⟧]*⟧")
    while inner.search(text):
        text = inner.sub("", text)
    for known in DEFINED:
        text = text.replace(known, "")
    return DATA.sub("", text)


def published(home: Path, tables: Tables, **more: Any) -> Path:
    """A release whose labels are in brackets as well."""
    labels = [
        {**row, "label_en": f"⟦{row['label_en']}⟧"} for row in labels_fixture.rows()
    ]
    return publish(home, RELEASE_ID, {"dim_labels": labels, **tables}, **more)


def company(home: Path) -> None:
    published(home, tiny_fixture.company(RELEASE_ID))


def prospects_only(home: Path) -> None:
    published(home, tiny_fixture.prospects_only(RELEASE_ID))


def projects_only(home: Path) -> None:
    published(home, tiny_fixture.projects_only(RELEASE_ID))


def empty(home: Path) -> None:
    published(home, {"fct_entities": entities({})})


def undefined(home: Path) -> None:
    published(home, tiny_fixture.company(RELEASE_ID), definitions={})


def deleted(home: Path) -> None:
    shutil.rmtree(published(home, {}))


def nothing(home: Path) -> None:
    pass


def maintained(home: Path) -> None:
    published(home, coverage_fixture.company(RELEASE_ID))


STATES = (
    company,
    maintained,
    prospects_only,
    projects_only,
    empty,
    undefined,
    deleted,
    nothing,
)
LINKS: tuple[dict[str, str], ...] = (
    {"as_of": "2026-08-31", "compare": "year"},
    {"team": "unassigned", "compare": "quarter"},
    {"territory": "T1", "grade": "A", "line": "ERP", "show": "projects"},
    {"segment": "none such"},
)


def opened(app: AppTest) -> AppTest:
    """The page with every table opened that stands closed beneath a chart."""
    closed = app.get("expander")
    for name in OPENED:
        app.session_state[f"open {name}"] = True
    return app.run() if closed else app


def untranslated(app: AppTest) -> list[str]:
    seen = texts(app)
    assert len(seen) > 4
    return [text for text in seen if re.search(r"[^\W\d_]{2}", outside(text))]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("page", PAGES)
def test_every_word_is_translated(
    open_app: OpenApp,
    home: Path,
    brackets: Brackets,
    page: str,
    state: Callable[[Path], None],
) -> None:
    state(home)
    assert untranslated(opened(open_app(page))) == []


@pytest.mark.parametrize("link", LINKS, ids=str)
@pytest.mark.parametrize("page", PAGES)
def test_every_word_about_a_choice_is_translated(
    open_app: OpenApp,
    home: Path,
    brackets: Brackets,
    monkeypatch: pytest.MonkeyPatch,
    page: str,
    link: dict[str, str],
) -> None:
    monkeypatch.setenv("ACRE_STALE_AFTER_DAYS", "0")
    company(home)
    assert untranslated(opened(open_app(page, **link))) == []


@pytest.fixture
def translated() -> list[gettext.NullTranslations]:
    """The real catalogues, read before `brackets` stands in for them."""
    return [
        words.catalogue(code)
        for code in words.LANGUAGES
        if code != words.SOURCE_LANGUAGE
    ]


def test_every_word_asked_for_is_in_the_catalogue(
    open_app: OpenApp,
    home: Path,
    translated: list[gettext.NullTranslations],
    brackets: Brackets,
) -> None:
    company(home)
    for page in PAGES:
        opened(open_app(page))
    asked = {message for message in brackets.asked if len(message) > 1}
    assert len(asked) > 150
    for catalogue in translated:
        assert [message for message in asked if not is_known(catalogue, message)] == []


def is_known(catalogue: gettext.NullTranslations, message: str) -> bool:
    found = catalogue.gettext(message) != message
    return found or catalogue.ngettext(message, message, 2) != message
