"""The page Data quality: loads, rejects, findings and checks."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from tests.dashboard import tiny_fixture
from tests.dashboard.conftest import RELEASE_ID, OpenApp
from tests.dashboard.release_fixture import publish
from tests.dashboard.shown import chart_data, charts, read

pytestmark = pytest.mark.usefixtures("company")


def headlines(app: AppTest) -> list[str]:
    return [read(header.value) for header in app.header]


def table_with(app: AppTest, column: str) -> pd.DataFrame:
    """The first table of the page that has a column."""
    return next(each.value for each in app.dataframe if column in each.value)


def test_loads_rejects_findings_and_checks(open_app: OpenApp) -> None:
    app = open_app("data")
    assert headlines(app) == [
        "The release contains 2 of 15 entities",
        "1 warning from 2 checks",
        "2 exports loaded, the newest of 31 Oct 2026 with 11 rows",
        "3 rows were rejected",
        "3 findings in records that were kept",
    ]
    assert [len(table.value) for table in app.dataframe] == [15, 2, 3, 1, 3, 3]
    assert table_with(app, "passed")["passed"].to_list() == ["✗ failed", "✓ passed"]
    assert table_with(app, "rows_read")["rows_read"].to_list() == [4, 7, 4]


def test_words_of_the_marts_are_in_chinese(open_app: OpenApp) -> None:
    app = open_app("data", "zh")
    assert table_with(app, "description")["description"].to_list() == [
        "每家潜在客户都属于已导出的责任区。",
        "每家潜在客户只出现一次。",
    ]
    assert (
        table_with(app, "reason")["reason"][0]
        == "不属于 A, B, C, D，请更正或在映射中对应"
    )
    assert table_with(app, "entity")["entity"].to_list()[:2] == ["潜在客户", "项目"]


def test_a_check_without_chinese_words_keeps_its_own(
    open_app: OpenApp, home: Path
) -> None:
    tables = tiny_fixture.company("r2")
    tables["fct_check_results"] = [
        {**row, "description_zh": None} for row in tables["fct_check_results"]
    ]
    publish(home, "r2", tables)
    shown = table_with(open_app("data", "zh"), "description")
    assert shown["description"].to_list()[0].startswith("Every prospect belongs")


def test_absent_entities_name_their_files(open_app: OpenApp) -> None:
    (info,) = open_app("data").info
    assert "contacts (**contacts.csv**)" in read(info.value)
    assert "prospects.csv" not in read(info.value)


def test_rejects_of_one_file(open_app: OpenApp) -> None:
    app = open_app("data")
    app.button_group(key="file").set_value("projects.csv").run()
    assert table_with(app, "value")["value"].to_list() == ["AA"]
    assert app.query_params["file"] == "projects.csv"
    app.button_group(key="file").set_value("all").run()
    assert table_with(app, "value")["value"].to_list() == ["AA", "E", "a+"]


def test_rejects_of_one_reason(open_app: OpenApp, home: Path) -> None:
    tables = dict(tiny_fixture.company("r2"))
    blank, *others = tables["fct_rejects"]
    blank = {**blank, "reason": "is blank; fill it in"}
    publish(home, "r2", {**tables, "fct_rejects": [blank, *others]})
    shown = table_with(open_app("data", reason="is blank; fill it in"), "record_key")
    assert shown["record_key"].to_list() == [blank["record_key"]]


def test_findings_of_one_kind(open_app: OpenApp) -> None:
    app = open_app("data", finding="unknown_territory")
    assert table_with(app, "record_id")["record_id"].to_list() == ["P3"]


@pytest.mark.parametrize(
    ("name", "column"), [("file", "record_key"), ("finding", "record_id")]
)
def test_what_is_not_offered_is_not_chosen(
    open_app: OpenApp, name: str, column: str
) -> None:
    app = open_app("data", **{name: "none such"})
    assert app.button_group(key=name).value == "all"
    assert len(table_with(app, column)) == 3


def test_only_exports_up_to_the_date_are_shown(open_app: OpenApp) -> None:
    app = open_app("data", as_of="2026-09-30")
    assert headlines(app)[2:] == [
        "1 export loaded, of 30 Sep 2026, with 4 rows",
        "No row was rejected",
    ]
    assert len(table_with(app, "rows_read")) == 1


def test_a_bar_for_what_became_of_the_rows(open_app: OpenApp) -> None:
    chart = charts(open_app("data"))["loads"]
    assert sorted(chart_data(chart, "as_of", "fate", "row_count")) == [
        ("2026-09-30", "rows_loaded", 4),
        ("2026-10-31", "rows_loaded", 6),
        ("2026-10-31", "rows_rejected", 3),
        ("2026-10-31", "rows_unchanged", 2),
    ]


def test_tables_of_charts_open(open_app: OpenApp) -> None:
    app = open_app("data")
    app.session_state["open releases"] = True
    app.session_state["open rows_by_export"] = True
    app.run()
    assert table_with(app, "release_id")["release_id"].to_list() == [
        RELEASE_ID,
        tiny_fixture.EARLIER_RELEASE,
    ]
    assert table_with(app, "file_count")["file_count"].to_list() == [2, 1]


def test_many_files_are_chosen_from_a_list(open_app: OpenApp, home: Path) -> None:
    tables = tiny_fixture.company("r2")
    reject = tables["fct_rejects"][0]
    tables["fct_rejects"] = [
        {**reject, "file": f"part {number}.csv"} for number in range(6)
    ]
    publish(home, "r2", tables)
    app = open_app("data")
    app.selectbox(key="file").set_value("part 4.csv").run()
    assert len(table_with(app, "record_key")) == 1


def test_nothing_rejected_nothing_odd(open_app: OpenApp, home: Path) -> None:
    tables = tiny_fixture.company("r2")
    publish(home, "r2", {**tables, "fct_rejects": [], "fct_findings": []})
    app = open_app("data")
    assert headlines(app)[-1] == "No row was rejected"


def test_other_entities_alone_are_shown(open_app: OpenApp, home: Path) -> None:
    """Contacts came, neither prospects nor projects: no date, and yet loads."""
    tables = tiny_fixture.company("r2")
    publish(
        home,
        "r2",
        {name: tables[name] for name in ("fct_batches", "fct_entities", "fct_rejects")},
    )
    app = open_app("data")
    assert not app.selectbox
    assert "3 rows were rejected" in headlines(app)


def test_a_check_opens_the_rows_that_break_it(open_app: OpenApp) -> None:
    app = open_app("data", check="territories_are_known")
    assert table_with(app, "record")["record"].to_list() == [
        "Prospect ID: P3; Grade: ungraded; Expected signature: 2026-12-01",
        "Prospect ID: P4; Grade: ungraded; Expected signature: 2026-12-01",
    ]
    assert any(
        "Every prospect belongs to a delivered territory" in read(each.value)
        for each in app.caption
    )


def test_rows_that_break_a_rule_are_listed_in_chinese(open_app: OpenApp) -> None:
    app = open_app("data", "zh", check="territories_are_known")
    assert table_with(app, "record")["record"][0] == (
        "客户编号：P3；客户等级：未分级；预计签约日：2026-12-01"
    )


def test_a_check_that_holds_has_no_rows(open_app: OpenApp) -> None:
    app = open_app("data", check="prospects_are_unique")
    assert not any("record" in each.value for each in app.dataframe)
    assert any("(every row does)" in read(each.value) for each in app.caption)
