"""Companies whose data is sound but unusual: the overview still reads well."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dashboard import tiny_fixture
from tests.dashboard.conftest import RELEASE_ID, OpenApp
from tests.dashboard.release_fixture import publish
from tests.dashboard.shown import prose


@pytest.mark.parametrize(("language", "word"), [("en", "unassigned"), ("zh", "未分配")])
@pytest.mark.parametrize("kind", ["prospects", "projects"])
def test_records_without_a_territory_say_so_in_words(
    open_app: OpenApp, home: Path, language: str, word: str, kind: str
) -> None:
    tables = dict(tiny_fixture.company(RELEASE_ID))
    tables["dim_projects"] = tiny_fixture.projects_only(RELEASE_ID)["dim_projects"]
    publish(home, RELEASE_ID, tables)
    app = open_app("overview", language)
    app.query_params |= {"territory": "unassigned", "records": kind}
    app.run()
    assert app.dataframe[0].value["territory"].to_list() == [word]


def test_territories_of_one_name_are_told_apart(open_app: OpenApp, home: Path) -> None:
    tables = dict(tiny_fixture.company(RELEASE_ID))
    tables["dim_territories"] = [
        ("T1", "East", "East", "R1", "East", 3, True),
        ("T2", "East", "East", None, "East", None, True),
        ("T3", "All", "South", None, "South", 2, True),
        ("unassigned", None, None, None, None, None, True),
    ]
    publish(home, RELEASE_ID, tables)
    app = open_app()
    options = ["All", "East (T1)", "East (T2)", "All (T3)", "unassigned"]
    assert app.selectbox(key="territory").options == options


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "No open project has an amount, so there is none to draw."),
        ("zh", "进行中的项目均无金额，故无图可画。"),
    ],
)
def test_projects_without_any_amount(
    open_app: OpenApp, home: Path, language: str, sentence: str
) -> None:
    tables = dict(tiny_fixture.company(RELEASE_ID))
    tables["fct_open_pipeline"] = [
        (tiny_fixture.OCTOBER, "T1", "A", False, 2, 0, 2),
    ]
    publish(home, RELEASE_ID, tables)
    app = open_app("overview", language)
    assert [info.value for info in app.info] == [sentence]
    assert len(app.get("vega_lite_chart")) == 3


def test_the_line_of_targets_is_named_only_where_one_is_drawn(
    open_app: OpenApp, home: Path
) -> None:
    tables = dict(tiny_fixture.company(RELEASE_ID))
    tables["dim_territories"] = [
        (*row[:5], None, True) for row in tables["dim_territories"]
    ]
    publish(home, "r1", tables)
    assert "the line marks the target" not in prose(open_app())
    publish(home, "r2", tiny_fixture.company("r2"))
    assert "the line marks the target" in prose(open_app())
