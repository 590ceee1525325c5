"""The words of the interface, per language: gettext catalogues read through Babel.

English stands in the code and is its own catalogue. Every other language is one file,
locale/<locale>/LC_MESSAGES/acre.po, compiled in memory.
"""

from __future__ import annotations

import gettext
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE_LANGUAGE = "en"
# The code in ?lang= and the locale that it speaks; a new language is one line here.
LANGUAGES: Mapping[str, str] = {"en": "en", "zh": "zh_Hans"}
LOCALE_DIRECTORY = Path(__file__).parents[1] / "locale"

# Streamlit runs each script in a thread of its own, so this holds for one run.
_language: ContextVar[str] = ContextVar("language", default=SOURCE_LANGUAGE)


def catalogue_path(language: str) -> Path:
    """The .po file of a language."""
    return LOCALE_DIRECTORY / LANGUAGES[language] / "LC_MESSAGES" / "acre.po"


@lru_cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The compiled catalogue of a language of LANGUAGES."""
    if language == SOURCE_LANGUAGE:
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    with catalogue_path(language).open("rb") as source:
        write_mo(compiled, read_po(source, locale=LANGUAGES[language]))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def speak(language: str) -> None:
    """Use a language of LANGUAGES for the rest of this script run."""
    _language.set(language)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Use a language inside a block, in a thread that no script run has prepared."""
    token = _language.set(language)
    try:
        yield
    finally:
        _language.reset(token)


def language() -> str:
    """The language in use, a key of LANGUAGES."""
    return _language.get()


def locale() -> Locale:
    """The Babel locale in use, for numbers and dates."""
    return _locale(_language.get())


@lru_cache
def _locale(language: str) -> Locale:
    return Locale.parse(LANGUAGES[language])


def language_name(code: str) -> str:
    """A language's own name for itself."""
    return Locale.parse(LANGUAGES[code]).get_language_name() or code


def from_browser(preferred: str | None) -> str:
    """The language for a browser's locale such as `zh-CN`; English where unknown."""
    code = (preferred or "").replace("_", "-").split("-")[0].lower()
    return code if code in LANGUAGES else SOURCE_LANGUAGE


def _(message: str) -> str:
    """The message in the language in use."""
    return catalogue(_language.get()).gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The message in the form that the count needs in the language in use."""
    return catalogue(_language.get()).ngettext(singular, plural, count)


def N_(message: str) -> str:
    """Mark a message for the catalogues; `_` translates it where it is shown."""
    return message
