"""Cadence and coverage of random companies are those that a plain reading gives."""

from dataclasses import astuple
from datetime import date
from typing import Any

import pytest

from tests.dbt.builds import dbt_build_data
from tests.dbt.coverage_by_hand import Coverage
from tests.dbt.raw_warehouse import RawWarehouse
from tests.dbt.territories_at_random import territories_at_random

COUNTS = (
    "prospect_count, touched_count, overdue_count, orphan_count, inactive_rep_count,"
    " in_target_market_count, market_company_count, covered_company_count"
)


@pytest.fixture(scope="module", params=[1, 2])
def company(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[RawWarehouse, Coverage]:
    exports = territories_at_random(request.param)
    warehouse = RawWarehouse(tmp_path_factory.mktemp("coverage"))
    warehouse.load(exports[::-1])
    dbt_build_data(warehouse.home)
    return warehouse, Coverage(exports)


def days(warehouse: RawWarehouse) -> list[date]:
    return [
        day
        for (day,) in warehouse.query(
            "select as_of from marts.dim_as_of_dates where is_list_known"
        )
    ]


def rows(warehouse: RawWarehouse, query: str, day: date) -> dict[Any, tuple[Any, ...]]:
    found = warehouse.query(query.replace("$day", f"date '{day}'"))
    keyed = {row[0]: row[1:] for row in found}
    assert len(keyed) == len(found)
    return keyed


def test_territories_count_as_by_hand(company: tuple[RawWarehouse, Coverage]) -> None:
    warehouse, by_hand = company
    seen: list[tuple[Any, ...]] = []
    for day in days(warehouse):
        found = rows(
            warehouse,
            f"select territory_id, {COUNTS} from marts.fct_territory_coverage"
            " where as_of = $day",
            day,
        )
        expected = {each: astuple(by_hand.maintained(each, day)) for each in found}
        assert found == expected, day
        seen += found.values()
    # Each measure is put to use: somewhere more than zero, somewhere less than all.
    for column in range(1, 8):
        assert any(row[column] for row in seen)
        assert any(row[column] != row[0] for row in seen)


def test_overdue_prospects_are_those_by_hand(
    company: tuple[RawWarehouse, Coverage],
) -> None:
    warehouse, by_hand = company
    for day in days(warehouse):
        found = rows(
            warehouse,
            "select prospect_id, due_on from marts.fct_overdue_prospects"
            " where valid_from <= $day and (valid_to > $day or valid_to is null)",
            day,
        )
        assert {each: due_on for each, (due_on,) in found.items()} == (
            by_hand.overdue(day)
        ), day


def test_overlaps_are_those_by_hand(company: tuple[RawWarehouse, Coverage]) -> None:
    warehouse, by_hand = company
    found_any = False
    for day in days(warehouse):
        found = rows(
            warehouse,
            "select prospect_id, territory_ids from marts.fct_list_overlaps"
            " where as_of = $day",
            day,
        )
        expected = by_hand.overlaps(day)
        assert {each: tuple(ids) for each, (ids,) in found.items()} == expected, day
        found_any |= bool(expected)
    assert found_any


def test_market_areas_count_each_company_once(
    company: tuple[RawWarehouse, Coverage],
) -> None:
    warehouse, by_hand = company
    for day in days(warehouse):
        found = rows(
            warehouse,
            "select 'all', sum(market_company_count)::int,"
            " coalesce(sum(market_company_count) filter (territory_count = 0), 0)::int"
            " from marts.fct_market_areas where as_of = $day having count(*) > 0",
            day,
        )
        if not found:
            continue
        whole = [
            each
            for each in by_hand.snapshots.records("market_companies", day).values()
            if each["closed_on"] is None or each["closed_on"] > day
        ]
        answered = {
            company["company_id"]
            for territory_id in ("T0", "T1", "T2")
            for company in by_hand.companies(territory_id, day) or ()
        }
        assert found == {"all": (len(whole), len(whole) - len(answered))}, day
