"""The page Grades: declared beside evidence, who flatters, who keeps their word."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.core import view
from dashboard.core.release import open_current
from dashboard.serving import report
from tests.dashboard import tiny_fixture
from tests.dashboard.conftest import RELEASE_ID, OpenApp
from tests.dashboard.release_fixture import Row, publish
from tests.dashboard.shown import chart_data, charts, prose, read
from tests.dashboard.tiny_fixture import OCTOBER, SEPTEMBER

FIRMS = {row["prospect_id"]: row for row in tiny_fixture.PROSPECTS}


def graded(
    prospect_id: str,
    declared: str,
    evidence: str | None,
    valid_from: dt.date,
    valid_to: dt.date | None = None,
    **more: object,
) -> Row:
    """A row of fct_prospect_grades, in the hands of its prospect."""
    firm = FIRMS[prospect_id]
    steps = None
    if evidence and declared != "ungraded":
        steps = ord(evidence) - ord(declared)
    return {
        **{
            name: firm[name]
            for name in ("territory_id", "rep_id", "team", "segment", "industry")
        },
        "prospect_id": prospect_id,
        "declared_grade": declared,
        "evidence_grade": evidence,
        "overgraded_steps": steps,
        "is_overgraded": (steps or 0) > 0,
        "is_undergraded": (steps or 0) < 0,
        "is_stale": False,
        "declared_since": valid_from,
        "valid_from": valid_from,
        "valid_to": valid_to,
        **more,
    }


# October: P1 is declared A and proves C, P2 is sound, P3 is a hidden A, P4 ungraded.
GRADES = (
    graded("P1", "A", "A", SEPTEMBER, OCTOBER),
    graded("P1", "A", "C", OCTOBER, contradictions="situation", is_stale=True,
           evidence_rule="with_system_c", declared_since=SEPTEMBER),
    graded("P2", "B", "B", SEPTEMBER, missing_evidence=None),
    graded("P3", "D", "A", OCTOBER),
    graded("P4", "C", None, SEPTEMBER, OCTOBER, missing_evidence="determination"),
    graded("P4", "ungraded", None, OCTOBER,
           missing_evidence="annual_revenue_amount, industry"),
    graded("P5", "A", "B", SEPTEMBER, OCTOBER),
)  # fmt: skip


@pytest.fixture(autouse=True)
def graded_company(home: Path) -> Path:
    tables = tiny_fixture.company(RELEASE_ID, fct_prospect_grades=GRADES)
    return publish(home, RELEASE_ID, tables)


def headlines(app: AppTest) -> list[str]:
    return [read(header.value) for header in app.header]


def cells(app: AppTest, key: str, *fields: str) -> set[tuple[object, ...]]:
    return set(chart_data(charts(app)[key], *fields))


def records(app: AppTest) -> list[str]:
    return list(app.dataframe[0].value["prospect_id"])


def test_what_is_wrong_and_how_that_changed(open_app: OpenApp) -> None:
    app = open_app("grades")
    assert [(each.label, each.value, each.delta) for each in app.metric] == [
        ("Overgraded", "1", "0"),
        ("Undergraded", "1", "+1"),
        ("Stale", "1", "+1"),
        ("Not proven", "1", "0"),
    ]
    assert headlines(app) == [
        "1 of 3 assessed grades are overgraded",
        "4 prospects on the list, as many as on 30 Sep 2026",
        "The records behind the figures",
        "Too few grades to compare owners",
        "Too few A declarations are due to compare owners",
        "1 move since 30 Sep 2026: 0 up, 0 down",
        "No grade has a known outcome yet",
        "1 project has a product line that does not fit its segment",
    ]


def test_the_matrix_has_every_pair_of_grades(open_app: OpenApp) -> None:
    app = open_app("grades")
    fields = ("declared_grade", "evidence_grade", "count")
    assert cells(app, "grade matrix", *fields) == {
        ("A", "C", 1),
        ("B", "B", 1),
        ("D", "A", 1),
        ("ungraded", "unproven", 1),
    }
    colours = cells(app, "grade matrix", "declared_grade", "colour")
    assert len({colour for _grade, colour in colours}) == 3


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ({}, ["P1", "P2", "P3", "P4"]),
        ({"grade": "A", "evidence": "C"}, ["P1"]),
        ({"evidence": "unproven"}, ["P4"]),
        ({"assessment": "overgraded"}, ["P1"]),
        ({"assessment": "undergraded"}, ["P3"]),
        ({"assessment": "stale"}, ["P1"]),
        ({"assessment": "contradicted"}, ["P1"]),
        ({"team": "East"}, ["P1", "P2", "P3"]),
        ({"line": "PDM"}, ["P3"]),
        ({"as_of": "2026-09-30", "assessment": "overgraded"}, ["P5"]),
        ({"as_of": "2026-09-30", "assessment": "unproven"}, ["P4"]),
    ],
)
def test_the_records_behind_a_figure(
    open_app: OpenApp, link: dict[str, str], found: list[str]
) -> None:
    for page in ("grades", "records"):
        app = open_app(page, **link, show="grades")
        assert records(app) == found


@pytest.mark.parametrize(
    ("link", "is_shown"),
    [({}, False), ({"team": "East"}, False), ({"grade": "A"}, True),
     ({"territory": "T1"}, True), ({"assessment": "stale"}, True),
     ({"evidence": "C"}, True)],
)  # fmt: skip
def test_prospects_are_listed_once_a_figure_is_chosen(
    open_app: OpenApp, link: dict[str, str], is_shown: bool
) -> None:
    assert bool(open_app("grades", **link).dataframe) is is_shown


def test_missing_facts_and_contradictions_are_named(open_app: OpenApp) -> None:
    app = open_app("grades", show="grades")
    table = app.dataframe[0].value.set_index("prospect_id")
    assert table.loc["P1", "contradictions"] == "situation"
    assert table.loc["P1", "evidence_rule"] == "system: dissatisfied"
    assert table.loc["P4", "missing_evidence"] == "annual revenue, industry"


def test_filters_and_compare_hold(open_app: OpenApp) -> None:
    app = open_app("grades", territory="T1", compare="none")
    assert [(each.label, each.value, each.delta) for each in app.metric] == [
        ("Overgraded", "1", ""),
        ("Undergraded", "0", ""),
        ("Stale", "1", ""),
        ("Not proven", "0", ""),
    ]
    fields = ("declared_grade", "evidence_grade")
    assert cells(app, "grade matrix", *fields) == {("A", "C"), ("B", "B")}
    assert "No grade has moved" in headlines(app)


def test_a_league_says_which_filters_it_does_not_obey(open_app: OpenApp) -> None:
    assert "Not narrowed by: Industry" in prose(open_app("grades", industry="food"))
    assert "Not narrowed by" not in prose(open_app("grades", team="East"))


def test_owners_are_compared_level_by_level(open_app: OpenApp) -> None:
    app = open_app("grades")
    assert cells(app, "grade league", "row", "words") == {("East", "33% · 1 of 3")}
    app = open_app("grades", level="rep")
    assert cells(app, "grade league", "row", "words") == {
        ("王伟", "50% · 1 of 2"),
        ("李娜", "0% · 0 of 1"),
    }
    assert {note for (note,) in cells(app, "grade league", "note")} == {
        "too few to assess"
    }


def test_a_move_counts_under_the_grade_that_it_led_to(open_app: OpenApp) -> None:
    fields = ("from_grade", "to_grade", "count")
    app = open_app("grades", grade="ungraded")
    assert cells(app, "grade moves", *fields) == {("C", "ungraded", 1)}
    assert "grade moves" not in charts(open_app("grades", grade="B"))


def test_without_prospects_the_page_says_what_would_fill_it(
    open_app: OpenApp, home: Path
) -> None:
    publish(home, "20261102T000000000Z-0", tiny_fixture.projects_only(RELEASE_ID))
    app = open_app("grades")
    assert "No export contains prospects yet" in read(app.info[0].value)
    assert not app.metric


def test_before_the_first_list_nothing_is_assessed(open_app: OpenApp) -> None:
    app = open_app("grades", as_of="2026-08-31")
    assert "The list starts with the first export" in app.info[0].value


def test_a_report_has_the_same_findings(home: Path) -> None:
    with open_current() as release:
        html = report.render("grades", view.of(release, {}))
    assert "1 of 3 assessed grades are overgraded" in html
    assert "新锐机械" in html
