"""Queries give the figures counted by hand in tiny_fixture."""

from __future__ import annotations

import pytest

from dashboard.core.query import Query
from dashboard.core.view import View
from dashboard.queries import checks, lists, loads, pipeline, records, territories
from tests.dashboard.conftest import RELEASE_ID, ViewOf
from tests.dashboard.read import rows
from tests.dashboard.tiny_fixture import AUGUST, EARLIER_RELEASE, OCTOBER, SEPTEMBER


def test_list_by_grade(tiny_view: ViewOf) -> None:
    view = tiny_view()
    shown = rows(
        view, lists.by_grade(view), "as_of", "declared_grade", "prospect_count"
    )
    assert shown == [
        (OCTOBER, "A", 1),
        (OCTOBER, "B", 1),
        (OCTOBER, "D", 1),
        (OCTOBER, "ungraded", 1),
        (SEPTEMBER, "A", 2),
        (SEPTEMBER, "B", 1),
        (SEPTEMBER, "C", 1),
    ]


def test_a_date_at_which_the_filters_leave_nothing_counts_0(tiny_view: ViewOf) -> None:
    view = tiny_view(grade="D")
    shown = rows(view, lists.by_grade(view), "as_of", "prospect_count")
    assert shown == [(OCTOBER, 1), (SEPTEMBER, 0)]
    shown = rows(view, pipeline.by_grade(view), "as_of", "project_count", "open_amount")
    assert shown == [(OCTOBER, 1, 0), (SEPTEMBER, 0, 0), (AUGUST, 0, 0)]


def test_the_past_knows_nothing_of_what_came_after(tiny_view: ViewOf) -> None:
    view = tiny_view(as_of="2026-09-30")
    assert {day for (day,) in rows(view, lists.by_grade(view), "as_of")} == {SEPTEMBER}
    assert {day for (day,) in rows(view, pipeline.by_grade(view), "as_of")} == {
        AUGUST,
        SEPTEMBER,
    }
    assert rows(view, records.prospects(view), "prospect_id", "declared_grade") == [
        ("P1", "A"),
        ("P5", "A"),
        ("P2", "B"),
        ("P4", "C"),
    ]
    shown = rows(view, records.open_projects(view), "project_id", "amount")
    assert shown == [("J1", 500_000), ("J4", 200_000)]


def test_pipeline_by_grade(tiny_view: ViewOf) -> None:
    view = tiny_view()
    assert rows(
        view,
        pipeline.by_grade(view),
        "as_of",
        "declared_grade",
        "is_reconstructed",
        "project_count",
        "open_amount",
        "missing_amount_count",
    ) == [
        (OCTOBER, "A", False, 1, 450_000, 0),
        (OCTOBER, "D", False, 1, 0, 1),
        (SEPTEMBER, "A", False, 1, 500_000, 0),
        (SEPTEMBER, "B", False, 1, 200_000, 0),
        (AUGUST, "ungraded", True, 1, 100_000, 0),
    ]


TERRITORY_COUNTS = ("territory_count", "aimed_count", "short_count")
TERRITORY_FIGURES = (
    "territory_id",
    "territory",
    "team",
    "prospect_count",
    "compared_prospect_count",
    "target_prospect_count",
)


def of_all(view: View) -> tuple[int, int, int]:
    first = view.release.records(territories.by_grade(view))[0]
    return first["territory_count"], first["aimed_count"], first["short_count"]


def test_territories_stand_furthest_from_their_targets_first(tiny_view: ViewOf) -> None:
    view = tiny_view()
    assert rows(
        view, territories.by_grade(view), *TERRITORY_FIGURES, "target_rate"
    ) == [
        ("T3", "Ningbo", "South", 0, 0, 2, 0),
        ("T1", "Suzhou", "East", 2, 3, 3, pytest.approx(2 / 3)),
        ("T2", "Wuxi", "East", 1, 0, None, None),
        ("unassigned", "unassigned", "unassigned", 1, 1, None, None),
    ]
    assert of_all(view) == (4, 2, 2)


def test_territories_of_a_team(tiny_view: ViewOf) -> None:
    view = tiny_view(team="East", compare="none")
    assert rows(view, territories.by_grade(view), *TERRITORY_FIGURES) == [
        ("T1", "Suzhou", "East", 2, None, 3),
        ("T2", "Wuxi", "East", 1, None, None),
    ]
    assert of_all(view) == (2, 1, 1)


@pytest.mark.parametrize(
    "chosen",
    [{"rep": "R1"}, {"industry": "machinery"}, {"segment": "small"}, {"line": "ERP"}],
)
def test_a_part_of_a_territory_has_no_target(
    tiny_view: ViewOf, chosen: dict[str, str]
) -> None:
    view = tiny_view(**chosen)
    shown = rows(view, territories.by_grade(view), "target_prospect_count")
    assert set(shown) == {(None,)}


@pytest.mark.parametrize("chosen", [{"grade": "A"}, {"territory": "T1"}])
def test_the_chosen_territory_and_grade_keep_their_neighbours(
    tiny_view: ViewOf, chosen: dict[str, str]
) -> None:
    view, whole = tiny_view(**chosen), tiny_view()
    assert rows(view, territories.by_grade(view), *TERRITORY_FIGURES) == rows(
        whole, territories.by_grade(whole), *TERRITORY_FIGURES
    )


def test_territories_over_time(tiny_view: ViewOf) -> None:
    view = tiny_view()
    assert rows(
        view,
        territories.over_time(view, ["T1", "T2", "T3"]),
        "as_of",
        "territory_id",
        "prospect_count",
        "target_rate",
    ) == [
        (SEPTEMBER, "T1", 3, 1),
        (SEPTEMBER, "T3", 0, 0),
        (OCTOBER, "T1", 2, pytest.approx(2 / 3)),
        (OCTOBER, "T3", 0, 0),
    ]


def test_territories_before_the_first_list_are_none(tiny_view: ViewOf) -> None:
    view = tiny_view(as_of="2026-08-31")
    assert rows(view, territories.by_grade(view), "territory_id") == []


def test_prospects_show_names_of_rep_and_territory(tiny_view: ViewOf) -> None:
    view = tiny_view(grade="A")
    assert rows(
        view,
        records.prospects(view),
        "name",
        "rep",
        "territory",
        "segment",
        "annual_revenue_amount",
    ) == [("恒达电子", "王伟", "Suzhou", "medium", 80_000_000)]


def test_projects_show_the_name_of_their_prospect(tiny_view: ViewOf) -> None:
    view = tiny_view(line="PDM")
    assert rows(
        view, records.open_projects(view), "prospect", "project_id", "amount", "rep"
    ) == [("华盛五金", "J2", None, "李娜")]


def test_what_is_chosen_is_data_not_sql(tiny_view: ViewOf) -> None:
    view = tiny_view(grade="A' or 'a'='a", territory="T1; drop table marts.dim_reps")
    assert rows(view, records.prospects(view), "name") == []
    assert view.release.count(records.open_projects(view)) == 0


def test_a_query_counts_and_begins(tiny_view: ViewOf) -> None:
    view = tiny_view()
    query = records.prospects(view)
    assert view.release.count(query) == 4
    assert rows(view, query.limited(1), "prospect_id") == [("P1",)]


def test_a_query_takes_only_the_values_that_it_names() -> None:
    query = Query.of("select $a + $a", {"a": 1, "b": 2})
    assert query.values() == {"a": 1}
    with pytest.raises(KeyError):
        Query.of("select $c", {"a": 1})


def test_loads_by_export_date(tiny_view: ViewOf) -> None:
    view = tiny_view()
    fates = ("rows_read", "rows_loaded", "rows_unchanged", "rows_rejected")
    query = loads.rows_by_export(view)
    assert rows(view, query, "exported_on", "file_count", *fates) == [
        (OCTOBER, 2, 11, 6, 2, 3),
        (SEPTEMBER, 1, 4, 4, 0, 0),
    ]


def test_loads_stop_at_the_view_s_date(tiny_view: ViewOf) -> None:
    view = tiny_view(as_of="2026-09-30")
    assert rows(view, loads.batches(view), "exported_on") == [(SEPTEMBER,)]
    for query in (loads.rejects(view), loads.findings(view), loads.reject_files(view)):
        assert view.release.count(query) == 0


def test_entities(tiny_view: ViewOf) -> None:
    view = tiny_view()
    table = rows(view, loads.entities(view), "entity", "record_count", "is_loaded")
    assert table[:2] == [("prospects", 5, True), ("projects", 3, True)]
    assert len(table) == 15


def test_rejects_of_one_file_and_of_all(tiny_view: ViewOf) -> None:
    every, one = tiny_view(), tiny_view(file="prospects.csv")
    files = rows(every, loads.reject_files(every), "file", "reject_count")
    assert files == [("prospects.csv", 2), ("projects.csv", 1)]
    assert rows(one, loads.rejects(one), "line", "value") == [(7, "E"), (9, "a+")]
    assert every.release.count(loads.rejects(every)) == 3
    reasons = rows(every, loads.reject_reasons(every), "field", "reject_count")
    assert reasons == [("declared_grade", 3)]


def test_findings(tiny_view: ViewOf) -> None:
    every, one = tiny_view(), tiny_view(finding="unknown_value")
    counts = loads.finding_counts(every)
    assert rows(every, counts, "finding", "entity", "record_count") == [
        ("unknown_value", "prospects", 2),
        ("unknown_territory", "prospects", 1),
    ]
    assert rows(one, loads.findings(one), "record_id") == [("P2",), ("P4",)]


def test_checks_of_this_release_stand_failed_first(tiny_view: ViewOf) -> None:
    view = tiny_view()
    assert rows(view, checks.of_release(view), "check", "passed", "failed_count") == [
        ("territories_are_known", False, 2),
        ("prospects_are_unique", True, 0),
    ]


def test_check_history_is_newest_first(tiny_view: ViewOf) -> None:
    view = tiny_view()
    history = checks.history(view)
    assert rows(view, history, "release_id", "passed_count", "failed_count") == [
        (RELEASE_ID, 1, 1),
        (EARLIER_RELEASE, 1, 0),
    ]
