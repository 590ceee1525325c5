"""The glossary says what the release says of its columns, in either language."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.wording import glossary
from tests.dashboard import tiny_fixture
from tests.dashboard.conftest import RELEASE_ID, OpenApp
from tests.dashboard.definitions_fixture import DEFINITIONS
from tests.dashboard.release_fixture import publish
from tests.dashboard.shown import read


def defined(home: Path, definitions: dict[str, str]) -> Path:
    tables = tiny_fixture.company(RELEASE_ID)
    return publish(home, RELEASE_ID, tables, definitions=definitions)


def terms(app: AppTest) -> list[tuple[str, str]]:
    """Each term's name and the anchor that links lead to."""
    return [
        (read(term.value.splitlines()[0]), term.proto.anchor) for term in app.subheader
    ]


def told(app: AppTest) -> list[tuple[str, str]]:
    """Of each term what it means, and its formula and source."""
    beneath = [each.value.split("\n", maxsplit=1)[1] for each in app.subheader]
    parts = [each.split("\n\n") for each in beneath]
    return [(read(meaning), read(origin)) for meaning, origin in parts]


def test_figures_stand_before_attributes(open_app: OpenApp, home: Path) -> None:
    defined(home, dict(DEFINITIONS))
    app = open_app("glossary")
    assert [header.value for header in app.header] == ["Figures", "Attributes"]
    assert terms(app) == [
        ("A", "a_count"),
        ("B", "b_count"),
        ("C", "c_count"),
        ("D", "d_count"),
        ("Open amount (¥)", "open_amount"),
        ("Projects", "project_count"),
        ("Prospects", "prospect_count"),
        ("ungraded", "ungraded_count"),
        ("As of", "as_of"),
        ("Grade", "declared_grade"),
        ("Table", "subject"),
    ]


@pytest.mark.parametrize(
    ("language", "text", "formula"),
    [
        ("en", "Sum of the amounts of open projects.", "sum of amount"),
        ("zh", "进行中项目的金额合计。", "amount 之和"),
    ],
)
def test_a_figure_is_defined_with_its_formula_and_source(
    open_app: OpenApp, home: Path, language: str, text: str, formula: str
) -> None:
    defined(home, {"open_amount": DEFINITIONS["open_amount"]})
    app = open_app("glossary", language)
    [(meaning, origin)] = told(app)
    assert meaning == text
    assert formula in origin
    assert " `fct_open_pipeline`, `fct_pipeline_totals`" in origin
    assert len(app.subheader) == 1


def test_without_chinese_words_english_ones_stand_in(
    open_app: OpenApp, home: Path
) -> None:
    defined(home, {"subject": DEFINITIONS["subject"]})
    app = open_app("glossary", "zh")
    assert [meaning for meaning, _origin in told(app)] == ["Relation that was checked."]


def test_a_release_without_definitions_says_so(open_app: OpenApp, home: Path) -> None:
    defined(home, {})
    (info,) = open_app("glossary").info
    assert "published without definitions" in info.value


def test_definitions_are_text_not_markup(open_app: OpenApp, home: Path) -> None:
    comment = "<b>x</b> [y](z) $1$ `q`\n\nFormula: a_b * c_d <= 1"
    defined(home, {"prospect_count": comment})
    app = open_app("glossary")
    assert "<b>" not in app.subheader[0].value
    assert told(app)[0][0] == "<b>x</b> [y](z) $1$ `q`"
    assert "a_b * c_d <= 1" in told(app)[0][1]
    assert "a\\_b \\* c\\_d" in app.subheader[0].value


@pytest.mark.parametrize(
    ("comment", "english", "chinese"),
    [
        ("Text.", ("Text.", ""), ("Text.", "")),
        ("Text.\n\n中文：文。", ("Text.", ""), ("文。", "")),
        (
            "Text.\n\nFormula: a / b\n\n中文：文。\n\n公式：甲/乙",
            ("Text.", "a / b"),
            ("文。", "甲/乙"),
        ),
        ("Text.\n\nFormula: a\n\n中文：文。", ("Text.", "a"), ("文。", "")),
        ("One.\n\nTwo.\n\nFormula: a", ("One. Two.", "a"), ("One. Two.", "a")),
        ("Wrapped\nline.", ("Wrapped line.", ""), ("Wrapped line.", "")),
        ("Text.\n\n中文：文\n字。", ("Text.", ""), ("文字。", "")),
        ("", ("", ""), ("", "")),
    ],
)
def test_comments(
    comment: str, english: tuple[str, str], chinese: tuple[str, str]
) -> None:
    assert glossary.read(comment, "en") == english
    assert glossary.read(comment, "zh") == chinese
