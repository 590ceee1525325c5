"""The method's tables as seeds and vars state them: what a company tunes, no test repeats."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Set
from dataclasses import dataclass
from decimal import Decimal

import yaml

from acre_home.home import REPOSITORY

Allowed = Set[bool | str | None]
VARS: Mapping[str, int] = yaml.safe_load(
    (REPOSITORY / "dbt_project" / "dbt_project.yml").read_text(encoding="utf-8")
)["vars"]
ANY: Allowed = {True, False, "high", "medium", "low", "none", None}


def seed(name: str) -> list[dict[str, str]]:
    """The rows of a seed, as they are written."""
    path = REPOSITORY / "dbt_project" / "seeds" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


@dataclass(frozen=True)
class Segment:
    """A span of annual revenue, and the least profit of its target market."""

    name: str
    revenue_below: Decimal | None
    profit_floor: Decimal


@dataclass(frozen=True)
class Rule:
    """What each fact may be for a grade, and in which situations, signed how soon."""

    is_informatised: bool
    grade: str
    facts: Mapping[str, Allowed]
    situations: frozenset[str]
    is_situation_needed: bool
    months: int | None


SEGMENTS = [
    Segment(
        row["segment"],
        Decimal(row["revenue_below_amount"]) if row["revenue_below_amount"] else None,
        Decimal(row["profit_floor_amount"]),
    )
    for row in sorted(
        seed("segments"), key=lambda row: Decimal(row["revenue_from_amount"] or 0)
    )
]
DAYS = {row["grade"]: int(row["days_to_overdue"]) for row in seed("cadence")}
MONTHS = {
    row["grade"]: int(row["sign_within_months"])
    for row in seed("grades")
    if row["sign_within_months"]
}
INDUSTRIES = {row["industry"] for row in seed("industries")}


def segment_of(revenue: Decimal) -> Segment:
    """The segment of an annual revenue; a bound belongs to the upper one."""
    return next(
        each
        for each in SEGMENTS
        if each.revenue_below is None or revenue < each.revenue_below
    )


def _allowed(written: str) -> Allowed:
    booleans = {"true": True, "false": False}
    return {booleans.get(each, each) for each in written.split("|")} if written else ANY


def _rule(row: Mapping[str, str]) -> Rule:
    is_informatised = row["is_informatised"] == "true"
    facts = [
        "objective_need",
        "subjective_need",
        "determination",
        *(["dissatisfaction"] if is_informatised else ["has_feasibility_study"]),
        "has_selection_begun",
    ]
    return Rule(
        is_informatised,
        row["grade"],
        {fact: _allowed(row[fact]) for fact in facts},
        frozenset(row["situation"].split("|")),
        row["is_situation_needed"] == "true",
        int(row["sign_within_months"]) if row["sign_within_months"] else None,
    )


RULES = [_rule(row) for row in seed("evidence_rules")]
