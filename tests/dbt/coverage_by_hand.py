"""Cadence and coverage of each territory on a day, told prospect by prospect and company
by company."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tests.dbt.raw_warehouse import Export
from tests.dbt.seeds import DAYS, INDUSTRIES, segment_of
from tests.dbt.snapshots_by_hand import Record, Snapshots

LEGAL_FORMS = ("有限公司", "co ltd", "ltd")


@dataclass(frozen=True)
class Maintained:
    """What is counted of a territory's prospects, and of the market inside its areas."""

    prospect_count: int
    touched_count: int
    overdue_count: int
    orphan_count: int
    inactive_rep_count: int
    in_target_market_count: int
    market_company_count: int | None
    covered_company_count: int | None


class Coverage:
    """The territories of each day, as the exports up to it had them."""

    def __init__(self, exports: Sequence[Export]) -> None:
        self.snapshots = Snapshots(exports)
        self._exports = exports
        self._activities = [
            (activity["prospect_id"], activity["occurred_on"])
            for activity in self.snapshots.newest("activities")
        ]
        self._first_listed: dict[str, date] = {}
        for day in sorted({export.exported_on for export in exports}):
            for prospect_id in self.snapshots.listed(day):
                self._first_listed.setdefault(prospect_id, day)

    def due_on(self, prospect_id: str, day: date) -> date:
        """Last day on which a prospect of that day's list is on cadence."""
        record = self.snapshots.records("prospects", day)[prospect_id]
        activities = [
            on for who, on in self._activities if who == prospect_id and on <= day
        ]
        since = (
            max(activities, default=None)
            or record["created_on"]
            or self._first_listed[prospect_id]
        )
        return since + timedelta(days=DAYS[record["declared_grade"] or "ungraded"])

    def overdue(self, day: date) -> dict[str, date]:
        """Each prospect that is overdue on that day, and until when it was on cadence."""
        due = {each: self.due_on(each, day) for each in self.snapshots.listed(day)}
        return {each: due_on for each, due_on in due.items() if day > due_on}

    def maintained(self, territory_id: str, day: date) -> Maintained:
        """The counts of one territory."""
        records = self.snapshots.records("prospects", day)
        reps = self.snapshots.records("reps", day)
        overdue = self.overdue(day)
        kinds = {
            prospect_id: kind
            for prospect_id, kind in self.snapshots.listed(day).items()
            if kind.territory_id == territory_id
        }
        companies = self.companies(territory_id, day)
        listed = self._listed_keys(day)
        return Maintained(
            len(kinds),
            len(kinds.keys() - overdue.keys()),
            len(kinds.keys() & overdue.keys()),
            sum("unassigned" in (k.rep_id, k.territory_id) for k in kinds.values()),
            sum(
                reps.get(kind.rep_id, {}).get("is_active") is False
                for kind in kinds.values()
            ),
            sum(_is_in_target_market(records[each]) for each in kinds),
            None if companies is None else len(companies),
            None
            if companies is None
            else sum(bool(_keys(each, "company_id") & listed) for each in companies),
        )

    def companies(self, territory_id: str, day: date) -> list[Record] | None:
        """Companies in business inside the territory's areas; None where not known."""
        for entity in ("market_companies", "territory_areas"):
            if not any(
                e.entity == entity and e.exported_on <= day for e in self._exports
            ):
                return None
        areas = [
            area
            for area in self.snapshots.shown("territory_areas", day)
            if area["territory_id"] == territory_id
        ]
        return [
            company
            for company in self.snapshots.records("market_companies", day).values()
            if (company["closed_on"] is None or company["closed_on"] > day)
            and any(_lies_in(company, area) for area in areas)
        ]

    def overlaps(self, day: date) -> dict[str, tuple[str, ...]]:
        """Each prospect whose company is on several territories' lists, and these."""
        records = self.snapshots.records("prospects", day)
        territories: dict[str, set[str]] = {}
        listed = self.snapshots.listed(day)
        for prospect_id, kind in listed.items():
            name = normalised(records[prospect_id]["name"])
            territories.setdefault(name, set()).add(kind.territory_id)
        named = {each: normalised(records[each]["name"]) for each in listed}
        return {
            each: tuple(sorted(territories[name]))
            for each, name in named.items()
            if name and len(territories[name]) > 1
        }

    def _listed_keys(self, day: date) -> set[tuple[str, str]]:
        records = self.snapshots.records("prospects", day)
        return {
            key
            for prospect_id in self.snapshots.listed(day)
            for key in _keys(records[prospect_id], "prospect_id")
        }


def normalised(name: str) -> str:
    """A company's name as it is compared; empty where nothing is left."""
    plain = unicodedata.normalize("NFKC", name).lower()
    words = re.sub(r"\W+", " ", plain).strip()
    for form in LEGAL_FORMS:
        if words.endswith(form) and words != form:
            return words.removesuffix(form).replace(" ", "")
    return words.replace(" ", "")


def _keys(record: Record, id_field: str) -> set[tuple[str, str]]:
    name = normalised(record["name"])
    named = {("name", name)} if name else set()
    return {("id", record[id_field]), *named}


def _lies_in(company: Record, area: Record) -> bool:
    def fits(field: str, *, or_blank: bool) -> bool:
        return (area[field] is None and or_blank) or (
            area[field] is not None and area[field] == company[field]
        )

    return (
        fits("city", or_blank=False)
        and fits("district", or_blank=True)
        and fits("industry", or_blank=True)
    )


def _is_in_target_market(prospect: Record) -> bool:
    revenue: Any = prospect["annual_revenue_amount"]
    profit: Any = prospect["annual_profit_amount"]
    if prospect["industry"] not in INDUSTRIES or revenue is None:
        return False
    return profit is None or profit >= segment_of(revenue).profit_floor
