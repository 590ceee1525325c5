"""The page Records lists what was counted, of any date and under any filters."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.app_pages.registry import PAGES
from tests.dashboard import company_fixture
from tests.dashboard.conftest import RELEASE_ID, OpenApp
from tests.dashboard.oracle import Oracle
from tests.dashboard.shown import read


def test_everything(open_app: OpenApp, company: Path) -> None:
    app = open_app("records")
    assert [text.value for text in app.markdown] == ["The whole company"]
    assert app.button_group(key="show").options == [
        "Prospects · 4",
        "Open projects · 2",
    ]
    (table,) = app.dataframe
    assert table.value["prospect_id"].to_list() == ["P1", "P2", "P3", "P4"]
    assert table.value["rep"].to_list() == ["王伟", "王伟", "李娜", "no rep"]
    assert table.value["territory"].to_list() == [
        "Suzhou", "Suzhou", "Wuxi", "unassigned",
    ]  # fmt: skip
    assert table.value["declared_grade"].to_list() == ["A", "B", "D", "ungraded"]
    assert table.value["segment"].to_list() == [
        "medium", "small to medium", "small to medium", "revenue unknown",
    ]  # fmt: skip


def test_projects(open_app: OpenApp, company: Path) -> None:
    app = open_app("records")
    app.button_group(key="show").set_value("projects").run()
    (table,) = app.dataframe
    assert table.value["project_id"].to_list() == ["J1", "J2"]
    assert table.value["prospect"].to_list() == ["恒达电子", "华盛五金"]
    assert app.query_params["show"] == "projects"
    app.selectbox(key="grade").set_value("D").run()
    assert app.dataframe[0].value["project_id"].to_list() == ["J2"]
    assert app.query_params["show"] == "projects"


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Territory Suzhou, Product line ERP, Grade A"),
        ("zh", "责任区 Suzhou、产品线 ERP、客户等级 A"),
    ],
)
def test_filters_are_named(
    open_app: OpenApp, company: Path, language: str, sentence: str
) -> None:
    app = open_app("records", language, territory="T1", line="ERP", grade="A")
    assert read(app.markdown[0].value) == sentence
    assert app.dataframe[0].value["prospect_id"].to_list() == ["P1"]


def test_records_of_the_past_are_as_they_were(open_app: OpenApp, company: Path) -> None:
    app = open_app("records", as_of="2026-09-30", show="projects", grade="A")
    (table,) = app.dataframe
    assert table.value[["project_id", "amount"]].to_numpy().tolist() == [
        ["J1", 500_000]
    ]


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"team": "South", "grade": "A"},
        {"industry": "food", "as_of": "2026-03-31"},
        {"line": "CRM", "segment": "large"},
    ],
    ids=str,
)
def test_there_are_as_many_records_as_the_tiles_say(
    open_app: OpenApp,
    company_home: Path,
    monkeypatch: pytest.MonkeyPatch,
    chosen: dict[str, str],
) -> None:
    monkeypatch.setenv("ACRE_HOME", str(company_home))
    app = open_app(**chosen)
    figures = {metric.label: metric.value for metric in app.metric}
    app.switch_page(PAGES["records"].script).run()
    on = company_fixture.NEWEST.fromisoformat(chosen.get("as_of", "2026-10-31"))
    codes = {name: code for name, code in chosen.items() if name != "as_of"}
    oracle = Oracle(company_fixture.company(RELEASE_ID))
    prospects, projects = oracle.prospects(on, codes), oracle.projects(on, codes)
    assert figures[chosen.get("grade", "All")] == str(len(prospects))
    assert figures["Projects"] == str(len(projects))
    assert len(app.dataframe[0].value) == len(prospects)
    app.button_group(key="show").set_value("projects").run()
    assert len(app.dataframe[0].value) == len(projects)
