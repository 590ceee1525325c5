"""Queries give the figures counted by hand in tiny_fixture."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from dashboard.queries import (
    as_of,
    checks,
    lists,
    loads,
    pipeline,
    records,
    territories,
)
from dashboard.queries.as_of import AsOf
from dashboard.release import Release
from tests.dashboard.tiny_fixture import AUGUST, OCTOBER, SEPTEMBER


def rows(table: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    """The rows of some columns, dates as dates and missing values as None."""
    chosen = (
        table[list(columns)].astype(object).where(table[list(columns)].notna(), None)
    )
    return [
        tuple(cell.date() if isinstance(cell, pd.Timestamp) else cell for cell in row)
        for row in chosen.itertuples(index=False)
    ]


def test_as_of_dates_are_in_order(tiny_release: Release) -> None:
    assert as_of.dates(tiny_release) == [
        AsOf(AUGUST, True),
        AsOf(SEPTEMBER, False),
        AsOf(OCTOBER, False),
    ]


def test_list_by_grade(tiny_release: Release) -> None:
    table = lists.by_grade(tiny_release)
    assert rows(table, "as_of", "declared_grade", "prospect_count") == [
        (SEPTEMBER, "A", 2),
        (SEPTEMBER, "B", 1),
        (SEPTEMBER, "C", 1),
        (OCTOBER, "A", 1),
        (OCTOBER, "B", 1),
        (OCTOBER, "D", 1),
        (OCTOBER, "ungraded", 1),
    ]


def test_list_by_territory(tiny_release: Release) -> None:
    table = lists.by_territory(tiny_release, SEPTEMBER)
    assert rows(table, "territory_id", "declared_grade", "prospect_count") == [
        ("T1", "A", 2),
        ("T1", "B", 1),
        ("unassigned", "C", 1),
    ]


def test_list_over_time(tiny_release: Release) -> None:
    table = lists.over_time(tiny_release)
    assert rows(table, "as_of", "territory_id", "prospect_count") == [
        (SEPTEMBER, "T1", 3),
        (SEPTEMBER, "unassigned", 1),
        (OCTOBER, "T1", 2),
        (OCTOBER, "T2", 1),
        (OCTOBER, "unassigned", 1),
    ]


def test_pipeline_by_grade(tiny_release: Release) -> None:
    table = pipeline.by_grade(tiny_release)
    assert rows(
        table,
        "as_of",
        "declared_grade",
        "is_reconstructed",
        "project_count",
        "open_amount",
        "missing_amount_count",
    ) == [
        (AUGUST, "ungraded", True, 1, 100_000, 0),
        (SEPTEMBER, "A", False, 1, 500_000, 0),
        (SEPTEMBER, "B", False, 1, 200_000, 0),
        (OCTOBER, "A", False, 1, 450_000, 0),
        (OCTOBER, "D", False, 1, 0, 1),
    ]


def test_territories_stand_by_team_then_name(tiny_release: Release) -> None:
    table = territories.in_order(tiny_release)
    assert rows(table, "territory_id", "name") == [
        ("T1", "Suzhou"),
        ("T2", "Wuxi"),
        ("T3", "Ningbo"),
        ("unassigned", "unassigned"),
    ]


def test_a_current_territory_without_prospects_still_has_its_target(
    tiny_release: Release,
) -> None:
    table = territories.with_prospects(tiny_release, OCTOBER)
    assert rows(
        table, "territory_id", "team", "target_prospect_count", "prospect_count"
    ) == [
        ("T1", "East", 3, 2),
        ("T2", "East", None, 1),
        ("T3", "South", 2, 0),
        ("unassigned", None, None, 1),
    ]


@pytest.mark.parametrize(
    ("grade", "territory_id", "expected"),
    [
        (None, None, ["P1", "P2", "P3", "P4"]),
        ("A", None, ["P1"]),
        (None, "T1", ["P1", "P2"]),
        ("B", "T1", ["P2"]),
        ("D", "T1", []),
        ("ungraded", "unassigned", ["P4"]),
        ("A' or 'a'='a", None, []),
    ],
)
def test_prospects_behind_a_figure(
    tiny_release: Release,
    grade: str | None,
    territory_id: str | None,
    expected: list[str],
) -> None:
    table = records.prospects(tiny_release, grade, territory_id)
    assert table["prospect_id"].to_list() == expected
    assert records.prospect_count(tiny_release, grade, territory_id) == len(expected)


def test_prospects_show_names_of_rep_and_territory(tiny_release: Release) -> None:
    table = records.prospects(tiny_release, "A", "T1", limit=1)
    assert rows(table, "name", "rep", "territory", "annual_revenue_amount") == [
        ("恒达电子", "王伟", "Suzhou", 80_000_000)
    ]


@pytest.mark.parametrize(
    ("grade", "territory_id", "expected"),
    [
        (None, None, ["J1", "J2"]),
        ("A", None, ["J1"]),
        (None, "T2", ["J2"]),
        ("B", None, []),
    ],
)
def test_open_projects_behind_a_figure(
    tiny_release: Release,
    grade: str | None,
    territory_id: str | None,
    expected: list[str],
) -> None:
    table = records.open_projects(tiny_release, grade, territory_id)
    assert table["project_id"].to_list() == expected
    assert records.open_project_count(tiny_release, grade, territory_id) == len(
        expected
    )


def test_records_add_up_to_the_figures(tiny_release: Release) -> None:
    newest = lists.by_grade(tiny_release).query("as_of == @OCTOBER")
    for grade, count in rows(newest, "declared_grade", "prospect_count"):
        assert records.prospect_count(tiny_release, grade, None) == count
    amounts = pipeline.by_grade(tiny_release).query("as_of == @OCTOBER")
    for grade, count in rows(amounts, "declared_grade", "project_count"):
        assert records.open_project_count(tiny_release, grade, None) == count


def test_loads_by_export_date(tiny_release: Release) -> None:
    table = loads.rows_by_export(tiny_release)
    assert rows(
        table,
        "exported_on",
        "file_count",
        "rows_read",
        "rows_loaded",
        "rows_unchanged",
        "rows_rejected",
    ) == [(SEPTEMBER, 1, 4, 4, 0, 0), (OCTOBER, 2, 11, 6, 2, 3)]


def test_loaded_entities(tiny_release: Release) -> None:
    assert loads.loaded_entities(tiny_release) == {"prospects", "projects"}
    assert len(loads.entities(tiny_release)) == 15


def test_rejects_of_one_file_and_of_all(tiny_release: Release) -> None:
    files = loads.reject_files(tiny_release)
    assert rows(files, "file", "reject_count") == [
        ("prospects.csv", 2),
        ("projects.csv", 1),
    ]
    of_one = loads.rejects(tiny_release, "prospects.csv", 100)
    assert rows(of_one, "line", "value") == [(7, "E"), (9, "a+")]
    assert len(loads.rejects(tiny_release, None, 100)) == 3
    assert len(loads.rejects(tiny_release, None, 2)) == 2
    reasons = loads.reject_reasons(tiny_release, None)
    assert rows(reasons, "field", "reject_count") == [("declared_grade", 3)]


def test_findings(tiny_release: Release) -> None:
    counts = loads.finding_counts(tiny_release)
    assert rows(counts, "finding", "entity", "record_count") == [
        ("unknown_value", "prospects", 2),
        ("unknown_territory", "prospects", 1),
    ]
    table = loads.findings(tiny_release, "unknown_value", 100)
    assert rows(table, "record_id") == [("P2",), ("P4",)]


def test_checks_of_this_release_stand_failed_first(tiny_release: Release) -> None:
    table = checks.of_release(tiny_release)
    assert rows(table, "check", "passed", "failed_count") == [
        ("territories_are_known", False, 2),
        ("prospects_are_unique", True, 0),
    ]


def test_check_history_is_newest_first(tiny_release: Release) -> None:
    table = checks.history(tiny_release)
    assert rows(table, "release_id", "passed_count", "failed_count") == [
        (tiny_release.release_id, 1, 1),
        ("20260901T000000000Z-00000000", 1, 0),
    ]
