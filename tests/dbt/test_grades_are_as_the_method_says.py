"""At every date, grades are what a person reads from the method's tables that day."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from tests.dbt.exports_at_random import EXPORTS
from tests.dbt.grades_by_hand import Proof, months_later, proof
from tests.dbt.raw_warehouse import RawWarehouse
from tests.dbt.seeds import MONTHS
from tests.dbt.snapshots_by_hand import Kind, Snapshots

SNAPSHOTS = Snapshots(EXPORTS)
ENTITIES = ("prospects", "projects")
DAYS = sorted({e.exported_on for e in EXPORTS if e.entity in ENTITIES})
LISTED = {day: SNAPSHOTS.listed(day) for day in DAYS}
Graded = tuple[str, str, str | None, frozenset[str], bool, bool, date]


def proven(day: date) -> Iterator[tuple[str, Kind, Proof]]:
    records = SNAPSHOTS.records("prospects", day)
    for prospect_id, kind in LISTED[day].items():
        record = dict(records[prospect_id])
        if record["situation"] == "dreaming":
            record["situation"] = None
        yield prospect_id, kind, proof(record, kind.segment, day)


def since(prospect_id: str, day: date) -> date:
    """The first of the dates on which it has stood in its grade without a break."""
    first, grade = day, LISTED[day][prospect_id].declared_grade
    for earlier in reversed(DAYS[: DAYS.index(day)]):
        kind = LISTED[earlier].get(prospect_id)
        if kind is None or kind.declared_grade != grade:
            break
        first = earlier
    return first


def expected(day: date) -> Iterator[Graded]:
    for prospect_id, kind, found in proven(day):
        declared, declared_since = kind.declared_grade, since(prospect_id, day)
        months = MONTHS.get(declared)
        yield (
            prospect_id,
            declared,
            found.grade,
            found.missing,
            declared != "ungraded"
            and found.grade is not None
            and declared < found.grade,
            months is not None and day > months_later(declared_since, months),
            declared_since,
        )


def built(warehouse: RawWarehouse, day: date) -> list[tuple[Any, ...]]:
    return warehouse.query(
        f"""
        select
            prospect_id, declared_grade, evidence_grade, missing_evidence, is_overgraded,
            is_stale, declared_since, contradictions, evidence_rule
        from marts.fct_prospect_grades
        where
            valid_from <= date '{day}'
            and (valid_to is null or valid_to > date '{day}')
        """
    )


def test_the_exports_put_every_rule_to_use() -> None:
    found = [each for day in DAYS for each in expected(day)]
    assert {each[2] for each in found} == {"A", "B", "C", "D", None}
    assert {each[4] for each in found} == {each[5] for each in found} == {True, False}
    assert len({fact for each in found for fact in each[3]}) == 9


@pytest.mark.parametrize("day", DAYS)
def test_every_prospect_has_the_grades_of_that_day(
    random_warehouse: RawWarehouse, day: date
) -> None:
    found = [
        (*row[:3], frozenset(row[3].split(", ") if row[3] else ()), *row[4:7])
        for row in built(random_warehouse, day)
    ]
    assert Counter(found) == Counter(expected(day))


@pytest.mark.parametrize("day", DAYS)
def test_a_past_date_is_a_finding(random_warehouse: RawWarehouse, day: date) -> None:
    records = SNAPSHOTS.records("prospects", day)
    past = {
        prospect_id
        for prospect_id in LISTED[day]
        if (records[prospect_id]["expected_sign_on"] or day) < day
    }
    rows = built(random_warehouse, day)
    assert {row[0] for row in rows if "_past" in (row[7] or "")} == past


def test_every_move_is_there(random_warehouse: RawWarehouse) -> None:
    last: dict[str, str] = {}
    moves = []
    for day in DAYS:
        for prospect_id, kind in LISTED[day].items():
            before, now = last.get(prospect_id), kind.declared_grade
            if before not in (None, now):
                moves.append((prospect_id, before, now, day))
            last[prospect_id] = now
    assert len(moves) > 30
    assert Counter(
        random_warehouse.query(
            "select prospect_id, from_grade, to_grade, moved_on from marts.fct_grade_moves"
        )
    ) == Counter(moves)


def test_spans_change_only_at_as_of_dates_and_join(
    random_warehouse: RawWarehouse,
) -> None:
    dates = random_warehouse.query(
        "select valid_from from marts.fct_prospect_grades"
        " union select valid_to from marts.fct_prospect_grades where valid_to is not null"
    )
    assert {day for (day,) in dates} <= set(DAYS)
