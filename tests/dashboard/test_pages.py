"""Each page in each state says what is there, what is missing and what to run."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dashboard import release, tables
from dashboard.queries import lists
from tests.dashboard import tiny_fixture
from tests.dashboard.conftest import RELEASE_ID, OpenApp
from tests.dashboard.release_fixture import entities, publish
from tests.dashboard.shown import prose

PAGES = ("overview", "data")
LANGUAGES = ("en", "zh")


@pytest.fixture
def company(home: Path) -> Path:
    return publish(home, RELEASE_ID, tiny_fixture.company(RELEASE_ID))


@pytest.fixture
def projects_only(home: Path) -> Path:
    return publish(home, RELEASE_ID, tiny_fixture.projects_only(RELEASE_ID))


@pytest.fixture
def empty(home: Path) -> Path:
    return publish(home, RELEASE_ID, {"fct_entities": entities({})})


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("language", "title"), [("en", "There is no release yet"), ("zh", "尚无发布版本")]
)
def test_no_release(open_app: OpenApp, page: str, language: str, title: str) -> None:
    app = open_app(page, language)
    assert title in app.info[0].value
    assert "`make run`" in app.info[0].value


@pytest.mark.parametrize("page", PAGES)
def test_deleted_release(open_app: OpenApp, company: Path, page: str) -> None:
    shutil.rmtree(company)
    app = open_app(page)
    assert "The folder of the current release is gone" in app.error[0].value
    assert "`make publish`" in app.error[0].value


def test_release_deleted_under_an_open_page(open_app: OpenApp, company: Path) -> None:
    app = open_app()
    shutil.rmtree(company)
    app.run()
    assert not app.error
    assert app.metric[0].value == "4"


def test_damaged_release(open_app: OpenApp, company: Path) -> None:
    (company / "release.duckdb").write_bytes(b"x" * 9000)
    assert "cannot be read" in open_app().error[0].value


def test_release_of_another_version(open_app: OpenApp, home: Path) -> None:
    tables = tiny_fixture.company(RELEASE_ID)
    publish(home, RELEASE_ID, tables, left_out=["fct_list_counts"])
    error = open_app().error[0].value
    assert "fct\\_list\\_counts" in error
    assert "`make build`" in error


def test_fault_of_ours_is_logged_not_shown(
    open_app: OpenApp,
    company: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    app = open_app()
    monkeypatch.setattr(lists, "by_grade", lambda release: 1 / 0)
    app.run()
    assert "could not be drawn" in app.error[0].value
    assert not app.exception
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_empty_release(open_app: OpenApp, empty: Path, language: str) -> None:
    app = open_app("overview", language)
    assert "prospects.csv" in app.info[0].value.replace("\\", "")
    assert not app.metric
    app = open_app("data", language)
    assert "contacts.csv" in app.info[0].value
    assert not app.dataframe


@pytest.mark.parametrize("language", LANGUAGES)
def test_projects_only(open_app: OpenApp, projects_only: Path, language: str) -> None:
    app = open_app("overview", language)
    assert "prospects.csv" in app.info[0].value.replace("\\", "")
    assert [metric.value for metric in app.metric] == (
        ["1", "¥300K"] if language == "en" else ["1", "¥30万"]
    )
    assert len(app.get("vega_lite_chart")) == 1
    assert len(app.dataframe[0].value) == 1


def test_projects_only_compares_with_a_reconstructed_past(
    open_app: OpenApp, projects_only: Path
) -> None:
    assert "change since 30 Sep 2026 (reconstructed)" in prose(open_app()).replace(
        "\\", ""
    )


def test_overview_shows_the_newest_figures_and_their_change(
    open_app: OpenApp, company: Path
) -> None:
    app = open_app()
    assert [(metric.label, metric.value, metric.delta) for metric in app.metric] == [
        ("All", "4", "0"),
        ("A", "1", "-1"),
        ("B", "1", "0"),
        ("C", "0", "-1"),
        ("D", "1", "+1"),
        ("ungraded", "1", "+1"),
        ("Projects", "2", "0"),
        ("Amount", "¥450K", "-¥250K"),
        ("of grade A", "¥450K", "-¥50K"),
    ]
    assert [header.value.replace("\\", "") for header in app.header] == [
        "4 prospects on the list, as many as on 30 Sep 2026",
        "A-grade pipeline ¥450K, down 10% since 30 Sep 2026",
        "2 of 2 territories are short of their targets",
        "The records behind the figures",
        "Ningbo is furthest from its target: 0 of 2",
    ]
    assert len(app.get("vega_lite_chart")) == 4


def test_overview_says_how_fresh_it_is(open_app: OpenApp, company: Path) -> None:
    caption = open_app().caption[0].value.replace("\\", "")
    assert caption.startswith("As of **31 Oct 2026**")
    assert RELEASE_ID in caption


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "en",
            "**1 of 2 checks failed**, the first: Every prospect belongs to a"
            " delivered territory. (2 rows do not) See the page Data.",
        ),
        (
            "zh",
            "**2 项检查中有 1 项未通过**，首项：每家潜在客户都属于已导出的责任区。"
            "（2 行不符）详见“数据”页。",
        ),
    ],
)
def test_failed_checks_are_named(
    open_app: OpenApp, company: Path, language: str, sentence: str
) -> None:
    banner = open_app("overview", language).warning[0].value
    assert banner.replace("\\", "") == sentence


def test_passed_checks_need_no_banner(open_app: OpenApp, projects_only: Path) -> None:
    assert not open_app().warning


def test_choice_leads_to_records(open_app: OpenApp, company: Path) -> None:
    app = open_app()
    assert app.dataframe[0].value["prospect_id"].to_list() == ["P1", "P2", "P3", "P4"]
    app.selectbox(key="territory").select("T1").run()
    assert app.dataframe[0].value["prospect_id"].to_list() == ["P1", "P2"]
    app.button_group(key="grade").set_value("B").run()
    assert app.dataframe[0].value["prospect_id"].to_list() == ["P2"]
    assert app.query_params["territory"] == "T1"
    assert app.query_params["grade"] == "B"


def test_link_opens_the_same_records(open_app: OpenApp, company: Path) -> None:
    app = open_app()
    app.query_params |= {"grade": "A", "territory": "T1", "records": "projects"}
    app.run()
    assert app.dataframe[0].value["project_id"].to_list() == ["J1"]


@pytest.mark.parametrize("parameter", ["grade", "territory", "records", "lang"])
def test_link_with_an_unknown_choice(
    open_app: OpenApp, company: Path, parameter: str
) -> None:
    app = open_app()
    app.query_params[parameter] = "none such'; drop table x"
    app.run()
    assert not app.exception
    assert len(app.dataframe[0].value) == 4


def test_release_without_dim_projects_still_shows_prospects(
    open_app: OpenApp, home: Path
) -> None:
    tables = tiny_fixture.company(RELEASE_ID)
    publish(home, RELEASE_ID, tables, left_out=["dim_projects"])
    assert len(open_app().dataframe[0].value) == 4


def test_chart_tables_open(open_app: OpenApp, company: Path) -> None:
    app = open_app()
    app.session_state["table prospects_by_grade"] = True
    app.run()
    assert app.dataframe[0].value["prospect_count"].to_list() == [2, 1, 1, 1, 1, 1, 1]


def test_data_page_lists_loads_rejects_findings_and_checks(
    open_app: OpenApp, company: Path
) -> None:
    app = open_app("data")
    assert [header.value.replace("\\", "") for header in app.header] == [
        "The release holds 2 of 15 entities",
        "1 of 2 checks failed",
        "2 exports loaded, the newest of 31 Oct 2026 with 11 rows",
        "3 rows were rejected",
        "3 findings in records that were kept",
    ]
    assert [len(table.value) for table in app.dataframe] == [2, 2, 3, 1, 3, 3]
    assert app.dataframe[1].value["passed"].to_list() == ["✗ failed", "✓ passed"]


def test_rejects_of_one_file(open_app: OpenApp, company: Path) -> None:
    app = open_app("data")
    app.selectbox(key="reject file").select("projects.csv").run()
    assert app.dataframe[4].value["value"].to_list() == ["AA"]


def test_findings_of_one_kind(open_app: OpenApp, company: Path) -> None:
    app = open_app("data")
    app.selectbox(key="finding").select("unknown_territory").run()
    assert app.dataframe[5].value["record_id"].to_list() == ["P3"]


def test_long_tables_say_that_they_are_a_beginning(
    open_app: OpenApp, company: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "SHOWN_ROWS", 2)
    app = open_app()
    assert len(app.dataframe[0].value) == 2
    sentence = "The first 2 of 4 rows; the download holds all"
    assert sentence in [caption.value for caption in app.caption]
    app = open_app("data")
    assert [len(table.value) for table in app.dataframe] == [2, 2, 3, 1, 2, 2]


def test_new_release_is_shown_by_the_next_run(open_app: OpenApp, home: Path) -> None:
    publish(home, "r1", tiny_fixture.projects_only("r1"))
    app = open_app()
    assert len(app.metric) == 2
    publish(home, "r2", tiny_fixture.company("r2"))
    app.run()
    assert len(app.metric) == 9
    assert release.open_paths() == [home / "releases" / "r2" / "release.duckdb"]


def test_language_survives_the_change_of_page(open_app: OpenApp, company: Path) -> None:
    app = open_app("data", "zh")
    assert app.title[0].value == "数据"
    app.switch_page("app_pages/overview.py").run()
    assert app.title[0].value == "总览"
    assert app.query_params["lang"] == "zh"


def test_switch_of_language(open_app: OpenApp, company: Path) -> None:
    app = open_app()
    app.button_group(key="lang").set_value("zh").run()
    assert app.title[0].value == "总览"
    assert app.query_params["lang"] == "zh"
