"""Companies whose data is sound but unusual: the pages still read well."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from dashboard.charts import rows as row_charts
from dashboard.core import release, view
from dashboard.queries import pipeline, territories
from tests.dashboard import tiny_fixture
from tests.dashboard.conftest import RELEASE_ID, OpenApp
from tests.dashboard.read import rows
from tests.dashboard.release_fixture import Row, publish
from tests.dashboard.shown import chart_data, charts, prose, read, row_words
from tests.dashboard.tiny_fixture import (
    ELECTRONICS,
    OCTOBER,
    PROSPECTS,
    SEPTEMBER,
    SUZHOU,
    company,
    span,
)


def many(count: int, target: int | None) -> dict[str, Sequence[Row]]:
    """A company of many territories with one prospect each, and one target for all."""
    codes = [f"T{number:03d}" for number in range(count)]
    return company(
        RELEASE_ID,
        dim_prospect_versions=[
            span(f"P{code}", code, "C", {**SUZHOU, "territory_id": code},
                 ELECTRONICS, OCTOBER)
            for code in codes
        ],
        dim_territories=[
            {"territory_id": code, "name": code, "rep_id": "R1", "team": "East",
             "target_prospect_count": target and target + number, "is_current": True}
            for number, code in enumerate(codes)
        ],
        fct_open_projects=[],
    )  # fmt: skip


def test_of_many_territories_the_furthest_from_their_targets_are_drawn(
    open_app: OpenApp, home: Path
) -> None:
    publish(home, RELEASE_ID, many(200, 2))
    app = open_app()
    assert len(row_words(app)) == 40
    assert row_words(app)[-1] == "T199"
    assert "of 200, the 40 furthest from their targets" in read(prose(app))
    assert (
        read(app.header[1].value) == "200 of 200 territories are short of their targets"
    )
    app.session_state["open territories_by_grade"] = True
    assert len(app.run().dataframe[0].value) == 200


def test_of_many_territories_without_targets_none_is_furthest_from_its_own(
    open_app: OpenApp, home: Path
) -> None:
    publish(home, RELEASE_ID, many(200, None))
    app = open_app()
    assert len(row_words(app)) == 40
    assert "furthest from their targets" not in read(prose(app))


def test_40_territories_are_all_drawn(open_app: OpenApp, home: Path) -> None:
    publish(home, RELEASE_ID, many(40, 2))
    app = open_app()
    assert len(row_words(app)) == 40
    assert "furthest from their targets of" not in read(prose(app))


def test_a_company_without_teams(open_app: OpenApp, home: Path) -> None:
    spans = [{**each, "team": "unassigned"} for each in PROSPECTS]
    places = [{**each, "team": None} for each in tiny_fixture.TERRITORIES]
    publish(
        home,
        RELEASE_ID,
        company(
            RELEASE_ID,
            dim_prospect_versions=spans,
            dim_territories=places,
            fct_open_projects=[
                {**each, "team": "unassigned"} for each in tiny_fixture.OPEN_PROJECTS
            ],
        ),
    )
    app = open_app()
    assert "team" not in {box.key for box in app.selectbox}
    assert row_words(app) == ["Ningbo", "Suzhou", "Wuxi", "unassigned"]


def test_territories_stand_under_their_teams(open_app: OpenApp, home: Path) -> None:
    places = [*tiny_fixture.TERRITORIES, {"territory_id": "T4", "name": "Hefei",
                                          "target_prospect_count": 1}]  # fmt: skip
    publish(home, RELEASE_ID, company(RELEASE_ID, dim_territories=places))
    assert row_words(open_app()) == [
        "East", "Suzhou", "Wuxi", "South", "Ningbo", "no team", "Hefei", "unassigned",
    ]  # fmt: skip
    assert row_words(open_app("overview", "zh"))[-3:] == ["无团队", "Hefei", "未分配"]


def test_as_high_as_its_rows(home: Path) -> None:
    publish(home, RELEASE_ID, company(RELEASE_ID))
    with release.open_current() as opened:
        shown = opened.records(territories.by_grade(view.of(opened, {})))
    assert row_charts.height(shown) == 6 * row_charts.STEP


def test_a_company_of_one_date(open_app: OpenApp, home: Path) -> None:
    only = {**tiny_fixture.OCTOBER_ROW, "previous_as_of": None,
            "month_before_as_of": None, "quarter_before_as_of": None}  # fmt: skip
    publish(home, RELEASE_ID, company(RELEASE_ID, dim_as_of_dates=[only]))
    app = open_app()
    assert {metric.delta for metric in app.metric} == {""}
    assert app.selectbox(key="as_of").options == ["As of 31 Oct 2026 (newest)"]
    assert app.selectbox(key="compare").options == [
        "vs previous export: no snapshot",
        "no comparison",
    ]
    assert len(app.get("vega_lite_chart")) == 4


def test_a_list_without_any_grade(open_app: OpenApp, home: Path) -> None:
    spans = [{**each, "declared_grade": "ungraded"} for each in PROSPECTS]
    publish(home, RELEASE_ID, company(RELEASE_ID, dim_prospect_versions=spans))
    app = open_app()
    shown = {metric.label: metric.value for metric in app.metric}
    assert shown["All"] == "4"
    assert shown.keys().isdisjoint({*"ABCD", "ungraded"})
    assert "declared\\_grade" in app.info[0].value
    labelled = chart_data(charts(app)["list over time"], "place", "words")
    assert [words for _place, words in labelled] == ["ungraded  4"]


def test_an_empty_list_with_projects(open_app: OpenApp, home: Path) -> None:
    publish(home, RELEASE_ID, company(RELEASE_ID, dim_prospect_versions=[]))
    app = open_app()
    assert "No prospect was on the list" in app.info[0].value
    assert app.metric[0].value == "0"


def test_a_target_of_nothing_is_no_target(open_app: OpenApp, home: Path) -> None:
    places = [{**row, "target_prospect_count": 0} for row in tiny_fixture.TERRITORIES]
    publish(home, RELEASE_ID, company(RELEASE_ID, dim_territories=places))
    app = open_app()
    assert read(app.header[2].value) == "The lists of 3 territories, by grade"
    assert "targets over time" not in charts(app)


def test_a_territory_above_every_target(open_app: OpenApp, home: Path) -> None:
    places = [{**row, "target_prospect_count": 1} for row in tiny_fixture.TERRITORIES]
    spans = [*PROSPECTS, span("P9", "x", "A", {"territory_id": "T3", "rep_id": "R3",
                                               "team": "South"}, ELECTRONICS, OCTOBER)]  # fmt: skip
    publish(
        home,
        RELEASE_ID,
        company(RELEASE_ID, dim_territories=places, dim_prospect_versions=spans),
    )
    headlines = [read(header.value) for header in open_app().header]
    assert "All 4 territories meet their prospect targets" in headlines
    assert "Every territory has reached its target" in headlines


@pytest.mark.parametrize(
    ("amount", "shown"),
    [(-500, "-¥500"), (123_456_789_012, "¥123B"), (0.01, "¥0.01"), (0, "¥0")],
)
def test_amounts_of_any_size(
    open_app: OpenApp, home: Path, amount: float, shown: str
) -> None:
    row = {**tiny_fixture.OPEN_PROJECTS[3], "amount": amount}
    publish(home, RELEASE_ID, company(RELEASE_ID, fct_open_projects=[row]))
    app = open_app()
    assert {metric.label: metric.value for metric in app.metric}["Amount"] == shown
    assert not app.error


def test_records_with_nothing_but_what_is_required(
    open_app: OpenApp, home: Path
) -> None:
    kept = ("prospect_id", "name", "territory_id", "rep_id", "team", "segment",
            "industry", "declared_grade", "valid_from", "valid_to")  # fmt: skip
    spans = [{key: row[key] for key in kept} for row in PROSPECTS]
    publish(
        home, RELEASE_ID, company(RELEASE_ID, dim_prospect_versions=spans, dim_reps=[])
    )
    app = open_app("records")
    assert len(app.dataframe[0].value) == 4
    assert app.dataframe[0].value["rep"].to_list() == ["R1", "R1", "R2", "no rep"]


def test_projects_exported_later_than_the_list_have_a_reconstructed_past(
    home: Path,
) -> None:
    """Projects came first in October: what they were in September is not known."""
    projects = [
        {**row, "is_reconstructed": row["as_of"] != OCTOBER}
        for row in tiny_fixture.OPEN_PROJECTS
    ]
    publish(home, RELEASE_ID, company(RELEASE_ID, fct_open_projects=projects))
    with release.open_current() as opened:
        shown = view.of(opened, {})
        found = set(rows(shown, pipeline.by_grade(shown), "as_of", "is_reconstructed"))
    assert (SEPTEMBER, True) in found
