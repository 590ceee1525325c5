"""The grade tables of the method as a person reads them, and the calendar beside them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date
from typing import Any

MONTHS = {"A": 3, "B": 6, "C": 12}
INDUSTRIES = {"food", "tools"}
FLOORS = {"small": 1_000_000, "medium": 5_000_000, "large": 10_000_000}
SITUATIONS = {
    (False, "A"): {"selecting"},
    (False, "B"): {"waiting"},
    (False, "C"): {"no_urgency"},
    (False, "D"): {"denies_need"},
    (True, "A"): {"selecting"},
    (True, "B"): {"vendor_failing", "designer_left"},
    (True, "C"): {"hopes_in_vendor", "designer_present"},
    (True, "D"): {"satisfied", "being_built", "being_implemented"},
}
FACTS = {
    False: ("need", "subjective_need", "determination", "study", "selection"),
    True: ("need", "subjective_need", "dissatisfaction", "determination", "selection"),
}
Allowed = Set[bool | str | None]
ANY: Allowed = {True, False, None}
YES: Allowed = {True}
NO: Allowed = {False}
KEEN: Allowed = {"high"}
WARM: Allowed = {"high", "medium"}
COOL: Allowed = {"medium", "low"}
COLD: Allowed = {"low", "none"}
# What each fact of FACTS may be, grade by grade.
TABLES: Mapping[bool, Mapping[str, tuple[Allowed, ...]]] = {
    False: {
        "A": (YES, YES, KEEN, YES, YES),
        "B": (YES, YES, WARM, ANY, NO),
        "C": (YES, YES, COOL, ANY, NO),
        "D": (YES, NO, COLD, NO, NO),
    },
    True: {
        "A": (YES, YES, KEEN, KEEN, YES),
        "B": (YES, YES, WARM, WARM, NO),
        "C": (YES, YES, COOL, COOL, NO),
        "D": (YES, NO, COLD, COLD, NO),
    },
}


@dataclass(frozen=True)
class Proof:
    """The grade that the facts prove, None with the missing facts where they do not."""

    grade: str | None
    missing: frozenset[str] = frozenset()


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last one."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def proof(prospect: Mapping[str, Any], segment: str, as_of: date) -> Proof:
    """What the recorded facts of a prospect prove at a date."""
    kind, gaps = prospect["is_informatised"], _need_gaps(prospect, segment)
    facts = {
        "need": _need(prospect, segment),
        "subjective_need": prospect["subjective_need"],
        "determination": prospect["determination"],
        "dissatisfaction": prospect["dissatisfaction"],
        "study": prospect["has_feasibility_study"],
        "selection": prospect["has_selection_begun"],
    }
    expected = prospect["expected_sign_on"]
    ahead = expected if expected is not None and expected >= as_of else None
    kinds = [kind] if kind is not None else [False, True]
    proven: set[str] = set()
    open_facts: set[str] = set()
    all_missing: set[str] = set() if kind is not None else {"is_informatised"}
    is_open = False
    for each in kinds:
        for grade, allowed in TABLES[each].items():
            row = dict(zip(FACTS[each], allowed, strict=True))
            missing = {name for name in row if facts[name] is None and row[name] != ANY}
            fails = {name for name in row if facts[name] not in {*row[name], None}}
            all_missing |= missing
            if fails:
                continue
            if missing or kind is None:
                is_open = True
                open_facts |= missing
            else:
                proven.add(grade)
        # Selecting, but selection has not begun: it is about to.
        about = dict(zip(FACTS[each], TABLES[each]["A"], strict=True)) | {
            "selection": NO
        }
        missing = {name for name in about if facts[name] is None}
        fails = {name for name in about if facts[name] not in {*about[name], None}}
        if prospect["situation"] == "selecting" and not fails:
            if missing or kind is None:
                is_open = True
                open_facts |= missing
            elif ahead and ahead <= months_later(as_of, 3):
                proven.add("A")
    if proven:
        named = {
            grade
            for grade in proven
            if prospect["situation"] in SITUATIONS[bool(kind), grade]
        }
        return _chosen(sorted(named or proven), ahead, as_of)
    if is_open or all_missing:
        names = open_facts if is_open else all_missing
        if kind is None:
            names = names | {"is_informatised"}
        return Proof(None, _field_names(names, gaps))
    return _by_months("ABCD", ahead, as_of)


def _need(prospect: Mapping[str, Any], segment: str) -> bool | None:
    profit, industry = prospect["annual_profit_amount"], prospect["industry"]
    if industry is not None and industry not in INDUSTRIES:
        return False
    if segment != "unknown" and profit is not None and profit < FLOORS[segment]:
        return False
    return None if industry is None or segment == "unknown" else True


def _need_gaps(prospect: Mapping[str, Any], segment: str) -> set[str]:
    gaps = set()
    if prospect["industry"] is None:
        gaps.add("industry")
    if segment == "unknown":
        gaps.add("annual_revenue_amount")
    return gaps


def _field_names(names: set[str], gaps: set[str]) -> frozenset[str]:
    fields = {"study": "has_feasibility_study", "selection": "has_selection_begun"}
    found = {fields.get(name, name) for name in names if name != "need"}
    return frozenset(found | (gaps if "need" in names else set()))


def _chosen(grades: list[str], ahead: date | None, as_of: date) -> Proof:
    if len(grades) == 1:
        return Proof(grades[0])
    return _by_months("".join(grades), ahead, as_of)


def _by_months(grades: str, ahead: date | None, as_of: date) -> Proof:
    if ahead is None:
        return Proof(None, frozenset({"expected_sign_on"}))
    for grade in grades:
        if grade not in MONTHS or ahead <= months_later(as_of, MONTHS[grade]):
            return Proof(grade)
    return Proof(grades[-1])
