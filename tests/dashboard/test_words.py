"""Every word of the interface is in the catalogues, and only those words."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from dashboard.wording import words

DASHBOARD = Path(words.__file__).parents[1]
ROOT = DASHBOARD.parent
TRANSLATED = [code for code in words.LANGUAGES if code != words.SOURCE_LANGUAGE]


def messages_in_code() -> set[str]:
    with (DASHBOARD / "babel.cfg").open() as config:
        methods, options = parse_mapping_cfg(config)  # type: ignore[no-untyped-call]
    keywords = {"_": None, "N_": None, "ngettext": (1, 2)}
    found = extract_from_dir(
        ROOT,
        methods,
        options,
        keywords=keywords,
        directory_filter=lambda folder: Path(folder).name not in {".venv", "tests"},
    )
    return {message_id(message) for _file, _line, message, _notes, _context in found}


def message_id(message: str | tuple[str, ...] | list[str]) -> str:
    return message if isinstance(message, str) else message[0]


def catalogue(language: str) -> Catalog:
    with words.catalogue_path(language).open("rb") as source:
        return read_po(source, locale=words.LANGUAGES[language])


@pytest.fixture(scope="module")
def code_messages() -> set[str]:
    return messages_in_code()


def test_extraction_finds_the_interface(code_messages: set[str]) -> None:
    assert {"Overview", "Data quality", "Reset", "Grade", "All teams"} <= code_messages
    assert len(code_messages) > 250


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated(language: str, code_messages: set[str]) -> None:
    translated = {
        message_id(message.id)
        for message in catalogue(language)
        if message.id and all(as_list(message.string)) and not message.fuzzy
    }
    missing = sorted(code_messages - translated)
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_is_obsolete(language: str, code_messages: set[str]) -> None:
    known = catalogue(language)
    idle = sorted({message_id(m.id) for m in known if m.id} - code_messages)
    assert not idle, "\n".join(idle)
    assert known.obsolete == {}


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_keep_the_placeholders(language: str) -> None:
    wrong = []
    for message in catalogue(language):
        if not message.id or not any(as_list(message.string)):
            continue
        asked = set().union(*(placeholders(text) for text in as_list(message.id)))
        for text in as_list(message.string):
            if not placeholders(text) <= asked:
                wrong.append(text)
            if isinstance(message.id, str) and placeholders(text) != asked:
                wrong.append(text)
    assert wrong == []


def as_list(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ())


def placeholders(text: str) -> set[str]:
    return {name for _text, name, _spec, _how in string.Formatter().parse(text) if name}


def test_messages_are_literals() -> None:
    """Babel reads literals only: a call inside an f-string is a lost message."""
    lost = []
    for path, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                lost += [
                    f"{path.name}:{call.lineno}"
                    for call in ast.walk(node)
                    if isinstance(call, ast.Call)
                    and getattr(call.func, "id", "") in {"_", "ngettext"}
                ]
    assert lost == []


def test_pages_show_no_bare_text() -> None:
    """A literal given to Streamlit where it would be read is a message."""
    shown = {"label", "help", "placeholder", "body", "title", "caption"}
    bare = []
    for path, tree in modules():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not is_streamlit(node.func):
                continue
            named = [word.value for word in node.keywords if word.arg in shown]
            for argument in [*node.args[:1], *named]:
                if isinstance(argument, ast.Constant) and is_prose(argument.value):
                    bare.append(f"{path.name}:{argument.lineno}: {argument.value!r}")
    assert bare == []


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(DASHBOARD.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def is_streamlit(function: ast.expr) -> bool:
    """True for st.…, st.….… and what pages draw on, but for the names of parts."""
    if not isinstance(function, ast.Attribute):
        return False
    names = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    is_named = function.attr in {
        "chart",
        "table",
        "table_beneath",
        "choice",
        "get_option",
    }
    return bool(names & {"st", "page"}) and not is_named


def is_prose(value: object) -> bool:
    return isinstance(value, str) and bool(re.search(r"[A-Z][a-z]|[a-z] [a-z]", value))


@pytest.mark.parametrize(
    ("preferred", "language"),
    [
        ("zh-CN", "zh"),
        ("zh_TW", "zh"),
        ("ZH", "zh"),
        ("en-GB", "en"),
        ("de-DE", "en"),
        ("", "en"),
        (None, "en"),
    ],
)
def test_the_browser_decides_the_first_language(
    preferred: str | None, language: str
) -> None:
    assert words.from_browser(preferred) == language


def test_a_language_holds_for_its_block_only() -> None:
    with words.speaking("zh"):
        assert words._("Overview") == "总览"
    assert words._("Overview") == "Overview"


def test_plurals_follow_the_language() -> None:
    def rows(count: int) -> str:
        return words.ngettext("{count} row", "{count} rows", count).format(count=count)

    assert [rows(1), rows(2)] == ["1 row", "2 rows"]
    with words.speaking("zh"):
        assert [rows(1), rows(2)] == ["1 行", "2 行"]
