"""The overview shows the figures of tiny_fixture, their change and their charts."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.proto.Metric_pb2 import Metric
from streamlit.testing.v1 import AppTest

from tests.dashboard import tiny_fixture
from tests.dashboard.conftest import RELEASE_ID, OpenApp
from tests.dashboard.release_fixture import publish
from tests.dashboard.shown import charts, prose, read, texts

pytestmark = pytest.mark.usefixtures("company")


def metrics(app: AppTest) -> list[tuple[str, str, str]]:
    return [(metric.label, metric.value, metric.delta) for metric in app.metric]


def headlines(app: AppTest) -> list[str]:
    return [read(header.value) for header in app.header]


def test_the_newest_figures_and_their_change(open_app: OpenApp) -> None:
    app = open_app()
    assert metrics(app) == [
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
    assert headlines(app) == [
        "4 prospects on the list, as many as on 30 Sep 2026",
        "A-grade pipeline ¥450K, down 10% since 30 Sep 2026",
        "2 of 2 territories are short of their targets",
        "Ningbo is furthest from its target: 0 of 2",
    ]


def test_more_is_better_but_for_what_has_no_grade(open_app: OpenApp) -> None:
    """D is a grade like others: neither more nor fewer of it is better."""
    app = open_app()
    colours = {
        each.label: Metric.MetricColor.Name(each.proto.color) for each in app.metric
    }
    assert colours == {
        "All": "GRAY",
        "A": "RED",
        "B": "GRAY",
        "C": "RED",
        "D": "GRAY",
        "ungraded": "RED",
        "Projects": "GRAY",
        "Amount": "RED",
        "of grade A": "RED",
    }


def test_a_figure_explains_itself(open_app: OpenApp) -> None:
    help_of = {metric.label: read(metric.help) for metric in open_app().metric}
    assert help_of["A"] == (
        "Prospects on the list graded A.\n\n"
        "**Formula** number of prospects of grade A · **Source**"
        " `fct_list_attributes`, `fct_territory_coverage`\n\n"
        "[Glossary](/glossary?lang=en#a_count)"
    )
    help_of = {
        metric.label: read(metric.help) for metric in open_app("overview", "zh").metric
    }
    assert help_of["A"].startswith("名单上的 A 级潜在客户。")
    assert "公式：" not in help_of["A"]
    assert "A 级潜在客户的数目" in help_of["A"]
    assert help_of["A"].endswith("(/glossary?lang=zh#a_count)")


def test_figures_without_definitions_do_not_explain_themselves(
    open_app: OpenApp, home: Path
) -> None:
    publish(home, "r2", tiny_fixture.company("r2"), definitions={})
    assert {metric.help for metric in open_app().metric} == {""}


def test_a_tile_leads_to_its_records(open_app: OpenApp) -> None:
    app = open_app("overview", "en", team="East", as_of="2026-09-30", show="projects")
    chosen = "lang=en&team=East"
    past = "as_of=2026-09-30"
    assert [link.proto.query_string for link in app.get("page_link")] == [
        f"{chosen}&show=all&{past}",
        f"{chosen}&show=all&{past}&grade=A",
        f"{chosen}&show=all&{past}&grade=B",
        f"{chosen}&show=all&{past}&grade=C",
        f"{chosen}&show=all&{past}&grade=D",
        f"{chosen}&show=projects&{past}",
        f"{chosen}&show=projects&{past}",
        f"{chosen}&show=projects&{past}&grade=A",
    ]
    assert {link.proto.page for link in app.get("page_link")} == {"records"}


def test_how_fresh_it_is(open_app: OpenApp) -> None:
    caption = read(open_app().caption[0].value)
    assert caption.startswith("As of **31 Oct 2026** · newest snapshot ")
    assert caption.endswith(f" days ago · release {RELEASE_ID}")


def test_a_chosen_grade_is_the_only_figure_of_the_list(open_app: OpenApp) -> None:
    assert metrics(open_app(grade="A")) == [
        ("A", "1", "-1"),
        ("Projects", "1", "0"),
        ("Amount", "¥450K", "-¥50K"),
    ]


def test_a_chosen_territory(open_app: OpenApp) -> None:
    app = open_app(territory="T1")
    assert [(name, value) for name, value, _delta in metrics(app)] == [
        ("All", "2"),
        ("A", "1"),
        ("B", "1"),
        ("C", "0"),
        ("D", "0"),
        ("Projects", "1"),
        ("Amount", "¥450K"),
        ("of grade A", "¥450K"),
    ]
    assert app.dataframe[0].value["prospect_id"].to_list() == ["P1", "P2"]


def test_filters_that_leave_only_projects(open_app: OpenApp, home: Path) -> None:
    tables = tiny_fixture.company("r2")
    alone = tiny_fixture.project(
        tiny_fixture.OCTOBER, "J9", None, "HR", "ungraded", 70_000,
        tiny_fixture.NOWHERE, tiny_fixture.FOOD,
    )  # fmt: skip
    tables["fct_open_projects"] = [*tiny_fixture.OPEN_PROJECTS, alone]
    publish(home, "r2", tables)
    app = open_app(line="HR")
    assert metrics(app)[0] == ("All", "0", "0")
    assert metrics(app)[-3] == ("Projects", "1", "+1")
    sentence = "No prospect was on the list at any of the dates."
    assert sentence in [info.value for info in app.info]


def test_charts_are_described_by_their_headlines(open_app: OpenApp) -> None:
    app = open_app()
    described = [chart.proto.alt for chart in app.get("vega_lite_chart")]
    assert described == [
        headline
        for headline in headlines(app)
        if headline != "The records behind the figures"
    ]
    assert list(charts(app)) == [
        "list over time",
        "pipeline over time",
        "territories",
        "targets over time",
    ]


def test_chart_tables_open(open_app: OpenApp) -> None:
    app = open_app()
    for name in ("list_by_grade", "pipeline_by_grade", "territories_by_grade"):
        app.session_state[f"open {name}"] = True
    app.run()
    by_list, by_pipeline, by_territory = app.dataframe
    assert by_list.value["prospect_count"].to_list() == [1, 1, 1, 1, 2, 1, 1]
    assert by_pipeline.value["project_count"].to_list() == [1, 1, 1, 1, 1]
    assert by_territory.value["territory"].to_list() == [
        "Ningbo",
        "Suzhou",
        "Wuxi",
        "unassigned",
    ]
    assert "territory_id" not in by_territory.value


def test_each_table_has_its_size_and_its_files(open_app: OpenApp) -> None:
    app = open_app("overview", "zh", grade="A")
    assert "1 行" in texts(app)
    links = [link.proto for link in app.get("link_button")]
    assert [link.url.split("?")[0] for link in links] == [
        "/report/overview.html",
        "/download/prospects.csv",
        "/download/prospects.xlsx",
    ]
    for link in links:
        assert link.url.endswith(f"?grade=A&lang=zh&release={RELEASE_ID}")


def test_the_line_of_targets_is_named_only_where_one_is_drawn(
    open_app: OpenApp, home: Path
) -> None:
    assert "the line marks the target" in prose(open_app())
    tables = tiny_fixture.company("r2")
    tables["dim_territories"] = [
        {**row, "target_prospect_count": None} for row in tiny_fixture.TERRITORIES
    ]
    publish(home, "r2", tables)
    app = open_app()
    assert "the line marks the target" not in prose(app)
    assert headlines(app)[2] == "The lists of 3 territories, by grade"
    assert len(headlines(app)) == 3


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "en",
            "Amounts of open projects are not in the exports: projects are counted"
            " instead. Fill **amount** of **projects.csv**, or map your CRM's field to"
            " it, and run `make run EXPORTS=<folder>`.",
        ),
        (
            "zh",
            "导出中没有进行中项目的金额：改为统计项目数。请填写 **projects.csv** 的"
            " **amount**（或将您 CRM 中对应的字段映射到它），然后运行"
            " `make run EXPORTS=<文件夹>`。",
        ),
    ],
)
def test_projects_without_any_amount_are_counted(
    open_app: OpenApp, home: Path, language: str, sentence: str
) -> None:
    tables = tiny_fixture.company("r2")
    tables["fct_open_projects"] = [
        {**row, "amount": None} for row in tiny_fixture.OPEN_PROJECTS
    ]
    publish(home, "r2", tables)
    app = open_app("overview", language)
    assert [info.value.replace("\\", "") for info in app.info] == [sentence]
    assert len(app.get("vega_lite_chart")) == 4
    assert "¥0" not in {metric.value for metric in app.metric}


def test_long_tables_say_that_they_are_a_beginning(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.ui.screen.SHOWN_ROWS", 2)
    app = open_app("records")
    assert len(app.dataframe[0].value) == 2
    sentence = "The first 2 of 4 rows; the download holds all"
    assert sentence in [caption.value for caption in app.caption]
    app = open_app("data")
    assert [len(table.value) for table in app.dataframe] == [2, 2, 2, 1, 2, 2]
