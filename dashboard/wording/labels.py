"""Codes of the marts as people read them, in the language in use.

The words stand in the release, see the seed labels; a code that has none is shown as
it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache

from dashboard.core.codes import UNASSIGNED, UNGRADED
from dashboard.core.release import Release
from dashboard.queries import labels as label_queries
from dashboard.wording.words import LANGUAGES, SOURCE_LANGUAGE, _, language

# Those of so many releases; releases with the same labels share them.
_KEPT_RELEASES = 8
# Vocabulary, code, colour, and the label in each of LANGUAGES.
Row = tuple[str | None, ...]


@dataclass(frozen=True)
class Label:
    """What a code is called in each language, and its colour if it has one."""

    words: Mapping[str, str | None]
    colour: str | None


@dataclass(frozen=True, eq=False)
class Labels:
    """The labels of a release, by vocabulary and code, in the order of the codes."""

    vocabularies: Mapping[str, Mapping[str, Label]]


_NONE = Labels({})
_in_use: ContextVar[Labels] = ContextVar("labels", default=_NONE)


def of(release: Release) -> Labels:
    """The labels of a release."""
    return of_rows(release.rows(label_queries.in_languages(tuple(LANGUAGES))))


def of_rows(rows: Iterable[Row]) -> Labels:
    """The labels of such rows; equal rows give the same labels."""
    return _of_rows(tuple(rows))


@lru_cache(maxsize=_KEPT_RELEASES)
def _of_rows(rows: tuple[Row, ...]) -> Labels:
    found: dict[str, dict[str, Label]] = {}
    for vocabulary, code, colour, *words in rows:
        label = Label(dict(zip(LANGUAGES, words, strict=True)), colour)
        found.setdefault(str(vocabulary), {})[str(code)] = label
    return Labels(found)


def use(labels: Labels) -> None:
    """Use these labels for the rest of this script run, as words.speak a language."""
    _in_use.set(labels)


def in_use() -> Labels:
    """The labels in use; what is drawn with them is kept under them."""
    return _in_use.get()


def label(vocabulary: str, code: str) -> str:
    """A code in words."""
    known = _vocabulary(vocabulary).get(code)
    if known is None:
        return code
    return known.words[language()] or known.words[SOURCE_LANGUAGE] or code


def words_of(vocabulary: str) -> dict[str, str]:
    """All codes of a vocabulary in their order, and their words."""
    return {code: label(vocabulary, code) for code in _vocabulary(vocabulary)}


def colours(vocabulary: str) -> dict[str, str | None]:
    """All codes of a vocabulary in their order, and the colours that they have."""
    return {code: label.colour for code, label in _vocabulary(vocabulary).items()}


def lookup(vocabulary: str, field: str) -> str:
    """A Vega expression that puts the code in a field into words."""
    words = json.dumps(words_of(vocabulary), ensure_ascii=False)
    return f"({words})[{field}] || {field}"


def _vocabulary(name: str) -> Mapping[str, Label]:
    return _in_use.get().vocabularies.get(name, {})


def metric(name: str) -> str:
    """A metric by its name."""
    return label("metric", name)


def amount_basis(code: str) -> str:
    """Where the amount of a project comes from."""
    return label("amount_basis", code)


def grades() -> list[str]:
    """What a rep may declare, from the best grade to none."""
    return list(_vocabulary("grade"))


def ranked_grades() -> list[str]:
    """The grades that facts can prove, the best first."""
    return [grade for grade in grades() if grade != UNGRADED]


def grade(code: str) -> str:
    """A declared grade; letters stay letters."""
    return label("grade", code)


def evidence_grade(code: str) -> str:
    """A grade as the facts prove it, or that they do not prove any."""
    return label("evidence_grade", grade(code))


def assessments() -> dict[str, str]:
    """What can be found about a declared grade, in words."""
    return words_of("assessment")


def facts(codes: str) -> str:
    """The names of facts that stand in one text, parted by commas."""
    return _each("fact", codes)


def market_remarks(codes: str) -> str:
    """Remarks on the target market that stand in one text, parted by commas."""
    return _each("market_remark", codes)


def _each(vocabulary: str, codes: str) -> str:
    return _(", ").join(label(vocabulary, code.strip()) for code in codes.split(","))


def evidence_rule(code: str) -> str:
    """A rule of evidence."""
    return label("evidence_rule", code)


def outcome(code: str) -> str:
    """What became of a project."""
    return label("outcome", code)


def scope_type(code: str) -> str:
    """What a row of a league counts."""
    return label("scope_type", code)


def scope_name(level: str, text: str) -> str:
    """A team, a rep or a territory by its name."""
    return {"rep": rep, "territory": territory_name}.get(level, team)(text)


def in_market(value: bool) -> str:
    """Whether a prospect is inside the target market."""
    return _("inside") if value else _("outside")


def territory(territory_id: str, name: str) -> str:
    """A territory's name; the pseudo-territory's in the language in use."""
    return label("territory", UNASSIGNED) if territory_id == UNASSIGNED else name


def territory_name(text: str) -> str:
    """A territory as a table names it: its name, or its ID where it has none."""
    return territory(text, text)


def place(text: str) -> str:
    """A city or district; that of a company which the registry gives none."""
    return label("place", text)


def account(text: str) -> str:
    """A territory as an account names it; blank is all of them together."""
    return territory_name(text) if text else _("All territories")


def movement(code: str) -> str:
    """A way onto a list or off it, or a line of its balance."""
    return label("movement", code)


def list_source(code: str) -> str:
    """How a list was made."""
    return label("list_source", code)


def team(code: str) -> str:
    """A team; that of the reps who have none in the language in use."""
    return label("team", code)


def rep(text: str) -> str:
    """A rep as a table names it: the name, or the ID where there is none."""
    return label("rep", text)


def segment(code: str) -> str:
    """A segment of the target market by revenue."""
    return label("segment", code)


def product_line(code: str) -> str:
    """A product line."""
    return label("product_line", code)


def entity(code: str) -> str:
    """A raw entity, plural."""
    return label("entity", code)


def export_file(code: str) -> str:
    """The file of the template that fills an entity."""
    return f"{code}.csv"


def stage(code: str) -> str:
    """A stage of the sales process."""
    return label("stage", code)


def situation(code: str) -> str:
    """A case of the grade tables."""
    return label("situation", code)


def industry(code: str) -> str:
    """An industry."""
    return label("industry", code)


def finding(code: str) -> str:
    """A kind of finding."""
    return label("finding", code)


def severity(code: str) -> str:
    """How much a failed check matters."""
    return label("severity", code)


def flag(value: bool) -> str:
    """Yes, or nothing: a column of noes would hide the few that matter."""
    return _("yes") if value else ""


def verdict(passed: bool) -> str:
    """Whether a check passed, with a mark that needs no colour."""
    return _("✓ passed") if passed else _("✗ failed")
