"""What the columns of the marts mean, drawn from the definitions in the release.

dbt writes each column's doc block into the release as the column's comment: a
definition, `Formula:` and then the same in Chinese, a paragraph each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dashboard.core.view import View
from dashboard.queries import glossary
from dashboard.wording.markup import plain
from dashboard.wording.words import _, language

_FORMULA = {"en": "Formula:", "zh": "公式："}
_CHINESE = "中文："
# A release has some hundred, which every page and table reads, in each language.
_KEPT = 2000
_KEPT_RELEASES = 8
Comments = tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Definition:
    """A column of the marts in one language; formula is empty for what is no measure."""

    column: str
    marts: tuple[str, ...]
    text: str
    formula: str

    @property
    def is_metric(self) -> bool:
        """True for what is counted or computed."""
        return bool(self.formula)


def definitions(view: View) -> Mapping[str, Definition]:
    """The definition of every column that the release defines, in the language in use."""
    return _defined(_comments(view), language())


def of_marts(view: View, marts: Sequence[str]) -> Mapping[str, Definition]:
    """The columns of some marts as the first of these defines each."""
    by_mart = _defined_by_mart(_comments(view), language())
    found: dict[str, Definition] = {}
    for mart in marts:
        found = {**by_mart.get(mart, {}), **found}
    return found


@lru_cache(maxsize=_KEPT_RELEASES)
def _defined(comments: Comments, language: str) -> Mapping[str, Definition]:
    found: dict[str, Definition] = {}
    for mart, column, comment in comments:
        text, formula = read(comment, language)
        known = found.get(column)
        marts = (*known.marts, mart) if known else (mart,)
        if known and not (formula and not known.formula):
            text, formula = known.text, known.formula
        found[column] = Definition(column, marts, text, formula)
    return found


@lru_cache(maxsize=_KEPT_RELEASES)
def _defined_by_mart(
    comments: Comments, language: str
) -> Mapping[str, Mapping[str, Definition]]:
    found: dict[str, dict[str, Definition]] = {}
    for mart, column, comment in comments:
        text, formula = read(comment, language)
        found.setdefault(mart, {})[column] = Definition(column, (mart,), text, formula)
    return found


def helped(definition: Definition, base: str) -> str:
    """A definition as the help of a figure, with the way to the glossary.

    `base` is the path under which the pages are served, "" for the server's root.
    """
    address = f"{base}/glossary?lang={language()}#{definition.column}"
    word = _("Glossary")
    return "\n\n".join(
        [plain(definition.text), origin(definition), f"[{word}]({address})"]
    )


def origin(definition: Definition) -> str:
    """How a figure is computed, and the tables that hold it, as Markdown."""
    marts = ", ".join(f"`{mart}`" for mart in definition.marts)
    source = _("**Source** {tables}").format(tables=marts)
    if not definition.formula:
        return source
    formula = _("**Formula** {formula}").format(formula=plain(definition.formula))
    return f"{formula} · {source}"


@lru_cache(maxsize=_KEPT)
def read(comment: str, language: str) -> tuple[str, str]:
    """Definition and formula in a language; English where it has no Chinese."""
    paragraphs = [part.strip() for part in comment.split("\n\n") if part.strip()]
    chinese = [p for p in paragraphs if p.startswith((_CHINESE, _FORMULA["zh"]))]
    english = [p for p in paragraphs if p not in chinese]
    if language == "zh" and chinese:
        bare = [p.removeprefix(_CHINESE) for p in chinese]
        return _parted(bare, _FORMULA["zh"], between_lines="")
    return _parted(english, _FORMULA["en"], between_lines=" ")


def _parted(paragraphs: list[str], mark: str, between_lines: str) -> tuple[str, str]:
    joined = [between_lines.join(p.splitlines()) for p in paragraphs]
    formulas = [p.removeprefix(mark).strip() for p in joined if p.startswith(mark)]
    texts = [p for p in joined if not p.startswith(mark)]
    return " ".join(texts), " ".join(formulas)


def _comments(view: View) -> Comments:
    return tuple(view.release.rows(glossary.columns(view)))
