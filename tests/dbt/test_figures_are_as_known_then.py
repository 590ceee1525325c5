"""At every date, figures and records say what the snapshots of that date showed."""

from collections import Counter
from dataclasses import astuple
from datetime import date
from typing import Any

import pytest

from tests.dbt.exports_at_random import EXPORTS
from tests.dbt.raw_warehouse import RawWarehouse
from tests.dbt.snapshots_by_hand import Snapshots, team_of

SNAPSHOTS = Snapshots(EXPORTS)
DAYS = sorted({e.exported_on for e in EXPORTS if e.entity in ("prospects", "projects")})
KIND = "territory_id, rep_id, team, segment, industry, declared_grade"

# From then on every source has exported projects and none is reconstructed.
PROJECTS_KNOWN_FROM = max(
    min(e.exported_on for e in EXPORTS if (e.entity, e.source) == ("projects", source))
    for source in ("acre", "hubspot")
)
LATER_DAYS = [day for day in DAYS if day >= PROJECTS_KNOWN_FROM]


def built(warehouse: RawWarehouse, query: str, day: date) -> list[tuple[Any, ...]]:
    return warehouse.query(query.replace("$day", f"date '{day}'"))


def test_the_exports_put_every_rule_to_use() -> None:
    kinds = [kind for day in DAYS for kind in SNAPSHOTS.listed(day).values()]
    assert len(DAYS) > 8
    assert len(LATER_DAYS) > 5
    assert {kind.rep_id for kind in kinds} == {"R0", "R1", "R2", "R3", "unassigned"}
    assert {kind.team for kind in kinds} == {"East", "West", "unassigned"}
    assert {kind.segment for kind in kinds} == {"small", "medium", "large", "unknown"}


@pytest.mark.parametrize("day", DAYS)
def test_prospects_open_as_they_were(random_warehouse: RawWarehouse, day: date) -> None:
    query = f"""
        select prospect_id, {KIND} from marts.dim_prospect_versions
        where valid_from <= $day and ($day < valid_to or valid_to is null)
    """
    expected = [
        (prospect_id, *astuple(kind))
        for prospect_id, kind in SNAPSHOTS.listed(day).items()
    ]
    assert Counter(built(random_warehouse, query, day)) == Counter(expected)


@pytest.mark.parametrize("day", DAYS)
def test_the_list_is_counted_by_all_that_filters(
    random_warehouse: RawWarehouse, day: date
) -> None:
    query = f"""
        select {KIND}, sum(prospect_count)::bigint from marts.fct_list_counts
        where as_of = $day group by {KIND}
    """
    expected = Counter(astuple(kind) for kind in SNAPSHOTS.listed(day).values())
    assert {
        row[:-1]: row[-1] for row in built(random_warehouse, query, day)
    } == expected


@pytest.mark.parametrize("day", LATER_DAYS)
def test_the_list_is_counted_by_product_lines(
    random_warehouse: RawWarehouse, day: date
) -> None:
    query = """
        select product_lines, sum(prospect_count)::bigint from marts.fct_list_counts
        where as_of = $day group by product_lines
    """
    lines = SNAPSHOTS.product_lines(day)
    expected = Counter(tuple(lines.get(each, ())) for each in SNAPSHOTS.listed(day))
    found = built(random_warehouse, query, day)
    assert {tuple(row[0]): row[1] for row in found} == expected


@pytest.mark.parametrize("day", LATER_DAYS)
def test_totals_are_those_of_the_whole_company(
    random_warehouse: RawWarehouse, day: date
) -> None:
    query = """
        select segment, industry, product_line, declared_grade, prospect_count
        from marts.fct_list_totals where as_of = $day
    """
    lines = SNAPSHOTS.product_lines(day)
    expected = Counter(
        (segment, industry, line, kind.declared_grade)
        for prospect_id, kind in SNAPSHOTS.listed(day).items()
        for segment in (kind.segment, "all")
        for industry in (kind.industry, "all")
        for line in (*lines.get(prospect_id, ()), "all")
    )
    assert {
        row[:-1]: row[-1] for row in built(random_warehouse, query, day)
    } == expected


@pytest.mark.parametrize("day", LATER_DAYS)
def test_open_projects_have_their_owner_at_the_time(
    random_warehouse: RawWarehouse, day: date
) -> None:
    query = f"""
        select project_id, {KIND}, product_line from marts.fct_open_projects
        where as_of = $day
    """
    expected = [
        (project_id, *astuple(kind), line)
        for project_id, (kind, line) in SNAPSHOTS.open_projects(day).items()
    ]
    assert Counter(built(random_warehouse, query, day)) == Counter(expected)


@pytest.mark.parametrize("day", DAYS)
def test_territories_have_their_owner_at_the_time(
    random_warehouse: RawWarehouse, day: date
) -> None:
    query = """
        select territory_id, rep_id, team, prospect_count, a_count, ungraded_count
        from marts.fct_territory_coverage where as_of = $day
    """
    reps = SNAPSHOTS.records("reps", day)
    territories = SNAPSHOTS.records("territories", day)
    listed = SNAPSHOTS.listed(day).values()
    expected = []
    for territory_id in {*territories, *(kind.territory_id for kind in listed)}:
        rep_id = territories.get(territory_id, {}).get("rep_id") or "unassigned"
        grades = [k.declared_grade for k in listed if k.territory_id == territory_id]
        counts = (len(grades), grades.count("A"), grades.count("ungraded"))
        expected.append((territory_id, rep_id, team_of(reps, rep_id), *counts))
    assert Counter(built(random_warehouse, query, day)) == Counter(expected)
