"""The grade rules as a person applies them, and the calendar beside them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.dbt.seeds import ANY, INDUSTRIES, MONTHS, RULES, SEGMENTS


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
    facts = {**prospect, "objective_need": _need(prospect, segment)}
    expected = prospect["expected_sign_on"]
    ahead = expected if expected is not None and expected >= as_of else None
    rules = [rule for rule in RULES if kind in (rule.is_informatised, None)]
    proven: set[str] = set()
    open_facts: set[str] = set()
    all_missing: set[str] = set() if kind is not None else {"is_informatised"}
    is_open = False
    for rule in rules:
        missing = {
            name
            for name, allowed in rule.facts.items()
            if facts[name] is None and allowed != ANY
        }
        fails = any(
            facts[name] not in {*allowed, None} for name, allowed in rule.facts.items()
        )
        if not rule.is_situation_needed:
            all_missing |= missing
        elif prospect["situation"] not in rule.situations:
            continue
        if fails:
            continue
        if missing or kind is None:
            is_open = True
            open_facts |= missing
        elif rule.months is None or (
            ahead and ahead <= months_later(as_of, rule.months)
        ):
            proven.add(rule.grade)
    if proven:
        named = {
            rule.grade
            for rule in rules
            if rule.grade in proven and prospect["situation"] in rule.situations
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
    floors = {each.name: each.profit_floor for each in SEGMENTS}
    if segment != "unknown" and profit is not None and profit < floors[segment]:
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
    return frozenset(
        (names - {"objective_need"}) | (gaps if "objective_need" in names else set())
    )


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
