"""A language of brackets: whatever a page shows outside them was never translated."""

from __future__ import annotations

import gettext
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard import words
from tests.dashboard import tiny_fixture
from tests.dashboard.conftest import RELEASE_ID, OpenApp
from tests.dashboard.release_fixture import entities, publish
from tests.dashboard.shown import texts

# What is data, not words: names and ids of tiny_fixture, files, grades, languages.
DATA = re.compile(
    r"Suzhou|Wuxi|Ningbo|prospects\.csv|projects\.csv|English|中文|\b[ABCD]\b|Acre"
    r"|Every prospect belongs to a delivered territory|#records|¥|\b\d[\d,.]*[KMB]?\b"
)


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


@pytest.fixture
def brackets(monkeypatch: pytest.MonkeyPatch) -> Brackets:
    catalogue = Brackets()
    monkeypatch.setattr(words, "catalogue", lambda language: catalogue)
    return catalogue


def outside(text: str) -> str:
    """The text without its bracketed parts, which may nest, and without data."""
    text = re.sub(r"<[^>]*>", " ", text)
    inner = re.compile(r"⟦[^⟦⟧]*⟧")
    while inner.search(text):
        text = inner.sub("", text)
    return DATA.sub("", text.replace("\\", ""))


def company(home: Path) -> None:
    publish(home, RELEASE_ID, tiny_fixture.company(RELEASE_ID))


def projects_only(home: Path) -> None:
    publish(home, RELEASE_ID, tiny_fixture.projects_only(RELEASE_ID))


def empty(home: Path) -> None:
    publish(home, RELEASE_ID, {"fct_entities": entities({})})


def deleted(home: Path) -> None:
    shutil.rmtree(publish(home, RELEASE_ID, {}))


def nothing(home: Path) -> None:
    pass


@pytest.mark.parametrize("state", [company, projects_only, empty, deleted, nothing])
@pytest.mark.parametrize("page", ["overview", "data"])
def test_every_word_is_translated(
    open_app: OpenApp,
    home: Path,
    brackets: Brackets,
    page: str,
    state: Callable[[Path], None],
) -> None:
    state(home)
    app = open_app(page)
    if page == "overview" and state is company:
        for table in ("prospects_by_grade", "prospects_by_territory"):
            app.session_state[f"table {table}"] = True
        app.run()
    seen = texts(app)
    assert len(seen) > 4
    assert [text for text in seen if re.search(r"[^\W\d_]{2}", outside(text))] == []


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
    open_app("overview")
    open_app("data")
    asked = {message for message in brackets.asked if message}
    assert len(asked) > 80
    for catalogue in translated:
        assert [message for message in asked if not is_known(catalogue, message)] == []


def is_known(catalogue: gettext.NullTranslations, message: str) -> bool:
    found = catalogue.gettext(message) != message
    return found or catalogue.ngettext(message, message, 2) != message
