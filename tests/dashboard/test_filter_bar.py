"""The filter bar narrows every figure, and its choices stand in the URL."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.app_pages.registry import PAGES
from tests.dashboard import tiny_fixture
from tests.dashboard.conftest import OpenApp
from tests.dashboard.release_fixture import Row, publish
from tests.dashboard.tiny_fixture import ELECTRONICS, OCTOBER, span

NAMES = ("as_of", "compare", "team", "rep", "territory", "segment", "industry",
         "line", "grade")  # fmt: skip


pytestmark = pytest.mark.usefixtures("company")


def prospects(app: AppTest) -> list[str]:
    return list(app.dataframe[0].value["prospect_id"])


def chosen(app: AppTest) -> dict[str, str]:
    """What stands in the URL besides the language."""
    return {
        name: str(value) for name, value in app.query_params.items() if name != "lang"
    }


def test_filters_are_in_order(open_app: OpenApp) -> None:
    app = open_app("records")
    assert tuple(box.key for box in app.selectbox) == NAMES
    assert [box.options[0] for box in app.selectbox] == [
        "As of 31 Oct 2026 (newest)",
        "vs previous export · 30 Sep 2026",
        "All teams",
        "All reps",
        "All territories",
        "All segments",
        "All industries",
        "All product lines",
        "All grades",
    ]
    assert app.selectbox(key="territory").options == [
        "All territories",
        "Suzhou",
        "Wuxi",
        "unassigned",
    ]
    assert app.selectbox(key="as_of").options[1:] == [
        "As of 30 Sep 2026",
        "As of 31 Aug 2026 (reconstructed)",
    ]
    assert app.selectbox(key="team").options[-1] == "no team"
    assert app.button[0].label == "Reset"
    assert app.button[0].disabled


@pytest.mark.parametrize(
    ("name", "code", "left"),
    [
        ("team", "East", ["P1", "P2", "P3"]),
        ("rep", "R2", ["P3"]),
        ("territory", "T1", ["P1", "P2"]),
        ("territory", "unassigned", ["P4"]),
        ("segment", "small", ["P2", "P3"]),
        ("industry", "food", ["P4"]),
        ("line", "PDM", ["P3"]),
        ("grade", "ungraded", ["P4"]),
    ],
)
def test_a_choice_narrows_the_page_and_is_in_the_url(
    open_app: OpenApp, name: str, code: str, left: list[str]
) -> None:
    app = open_app("records")
    app.selectbox(key=name).set_value(code).run()
    assert prospects(app) == left
    assert chosen(app) == {name: code}
    assert open_app(**chosen(app)).metric[0].value == str(len(left))
    assert prospects(open_app("records", **chosen(app))) == left


def test_choices_add_up(open_app: OpenApp) -> None:
    app = open_app("records")
    app.selectbox(key="segment").set_value("small").run()
    app.selectbox(key="grade").set_value("D").run()
    assert prospects(app) == ["P3"]
    app.selectbox(key="grade").set_value("all").run()
    assert prospects(app) == ["P2", "P3"]
    assert chosen(app) == {"segment": "small"}


def test_a_choice_outlives_one_that_is_made_before_the_url_says_it(
    open_app: OpenApp,
) -> None:
    """The second choice comes with the URL as it was before the first."""
    app = open_app("records", segment="large")
    app.selectbox(key="segment").set_value("small").run()
    app.query_params["segment"] = "large"
    app.selectbox(key="grade").set_value("D").run()
    assert chosen(app) == {"segment": "small", "grade": "D"}
    assert prospects(app) == ["P3"]


def test_a_choice_leaves_the_others_what_is_left(open_app: OpenApp) -> None:
    app = open_app("records", territory="T1")
    assert app.selectbox(key="grade").options == ["All grades", "A", "B"]
    assert app.selectbox(key="territory").options == [
        "All territories",
        "Suzhou",
        "Wuxi",
        "unassigned",
    ]
    # One product line alone is no choice.
    assert "line" not in {box.key for box in app.selectbox}


def test_a_team_clears_rep_and_territory(open_app: OpenApp) -> None:
    app = open_app("records", rep="R1", territory="T1")
    app.selectbox(key="team").set_value("unassigned").run()
    assert chosen(app) == {"team": "unassigned"}
    assert prospects(app) == ["P4"]


def test_a_rep_clears_the_territory(open_app: OpenApp) -> None:
    app = open_app("records", team="East", territory="T1")
    app.selectbox(key="rep").set_value("R2").run()
    assert chosen(app) == {"team": "East", "rep": "R2"}
    assert prospects(app) == ["P3"]


def test_a_date_of_the_past(open_app: OpenApp) -> None:
    app = open_app("records")
    app.selectbox(key="as_of").set_value("2026-09-30").run()
    assert prospects(app) == ["P1", "P5", "P2", "P4"]
    assert chosen(app) == {"as_of": "2026-09-30"}
    app.selectbox(key="as_of").set_value("newest").run()
    assert chosen(app) == {}


@pytest.mark.parametrize(
    ("asked", "settled"),
    [
        ("2026-10-12", {"as_of": "2026-09-30"}),
        ("2026-10-31", {}),
        ("2027-01-01", {}),
        ("2020-01-01", {}),
        ("garbage", {}),
    ],
)
def test_the_url_says_the_date_that_is_shown(
    open_app: OpenApp, asked: str, settled: dict[str, str]
) -> None:
    assert chosen(open_app("records", as_of=asked)) == settled


def test_reset_takes_everything_back(open_app: OpenApp) -> None:
    app = open_app(
        "records", "zh", as_of="2026-09-30", compare="none", team="East", rep="R1",
        grade="A", show="projects",
    )  # fmt: skip
    assert not app.button[0].disabled
    app.button[0].click().run()
    assert chosen(app) == {}
    assert prospects(app) == ["P1", "P2", "P3", "P4"]
    assert app.button[0].disabled
    assert app.query_params["lang"] == "zh"


def test_choices_survive_a_change_of_page(open_app: OpenApp) -> None:
    app = open_app(
        "records", territory="T1", grade="B", as_of="2026-09-30", compare="none"
    )
    link = chosen(app)
    for page in ("records", "data", "glossary", "overview"):
        app.switch_page(PAGES[page].script).run()
        assert chosen(app) == link
        assert app.selectbox(key="grade").value == "B"
    assert prospects(app) == ["P2"]


def test_choices_survive_a_change_of_language(open_app: OpenApp) -> None:
    app = open_app("records", territory="T1", grade="B")
    app.button_group(key="lang").set_value("zh").run()
    assert chosen(app) == {"territory": "T1", "grade": "B"}
    assert app.selectbox(key="grade").options == ["全部等级", "A", "B"]


def test_choices_survive_a_new_release(open_app: OpenApp, home: Path) -> None:
    app = open_app("records", territory="T1")
    tables = tiny_fixture.company("r2")
    tables["dim_prospect_versions"] = [
        *tiny_fixture.PROSPECTS,
        span("P7", "瑞丰电器", "C", tiny_fixture.SUZHOU, ELECTRONICS, OCTOBER),
    ]
    publish(home, "r2", tables)
    app.run()
    assert prospects(app) == ["P1", "P2", "P7"]
    assert app.selectbox(key="grade").options == ["All grades", "A", "B", "C"]


def test_what_a_new_release_no_longer_has_is_still_the_choice(
    open_app: OpenApp, home: Path
) -> None:
    app = open_app("records", territory="T2")
    tables = tiny_fixture.company("r2")
    tables["dim_prospect_versions"] = tiny_fixture.PROSPECTS[:2]
    tables["fct_open_projects"] = []
    publish(home, "r2", tables)
    app.run()
    assert "Territory Wuxi" in app.info[0].value
    assert app.selectbox(key="territory").value == "T2"


def test_a_date_that_a_new_release_no_longer_has(open_app: OpenApp, home: Path) -> None:
    app = open_app("records", as_of="2026-09-30")
    publish(home, "r2", tiny_fixture.projects_only("r2"))
    app.run()
    assert chosen(app) == {"as_of": "2026-09-30"}
    publish(home, "r3", {**tiny_fixture.company("r3"), "dim_as_of_dates": [
        {**tiny_fixture.OCTOBER_ROW, "previous_as_of": None},
    ]})  # fmt: skip
    app.run()
    assert chosen(app) == {}
    assert prospects(app) == ["P1", "P2", "P3", "P4"]


def test_of_many_pages_open_each_has_its_own_choices(open_app: OpenApp) -> None:
    one, other = (
        open_app("records", territory="T1"),
        open_app("records", territory="T2"),
    )
    one.run()
    assert prospects(one) == ["P1", "P2"]
    assert prospects(other) == ["P3"]


def many_places(release_id: str, count: int, teams: int) -> dict[str, list[Row]]:
    """A company with a prospect in each of many territories, a rep for each."""
    places = [
        {
            "territory_id": f"T{number:04d}",
            "rep_id": f"R{number:04d}",
            "team": f"Team {number % teams}",
        }
        for number in range(count)
    ]
    tables = {
        name: list(rows) for name, rows in tiny_fixture.company(release_id).items()
    }
    return {
        **tables,
        "dim_prospect_versions": [
            span(f"P{number:04d}", f"Firm {number}", "C", place, ELECTRONICS, OCTOBER)
            for number, place in enumerate(places)
        ],
        "fct_open_projects": [],
        "dim_territories": [
            {**place, "name": f"Place {place['territory_id']}", "is_current": True}
            for place in places
        ],
        "dim_reps": [
            {"rep_id": place["rep_id"], "name": f"Name {place['rep_id']}",
             "team": place["team"]}
            for place in places
        ],
    }  # fmt: skip


def test_very_many_territories_wait_for_a_team(open_app: OpenApp, home: Path) -> None:
    publish(home, "r2", many_places("r2", 600, teams=2))
    app = open_app("records")
    for name in ("rep", "territory"):
        assert app.selectbox(key=name).options == ["choose a team first"]
        assert app.selectbox(key=name).disabled
    app.selectbox(key="team").set_value("Team 1").run()
    for name in ("rep", "territory"):
        assert len(app.selectbox(key=name).options) == 301
        assert not app.selectbox(key=name).disabled
    app.selectbox(key="territory").set_value("T0599").run()
    assert prospects(app) == ["P0599"]


def test_many_territories_of_one_team_do_not_wait(
    open_app: OpenApp, home: Path
) -> None:
    publish(home, "r2", many_places("r2", 600, teams=1))
    assert len(open_app("records").selectbox(key="territory").options) == 601


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [("rep", "R0599", "Name R0599"), ("territory", "T0599", "Place T0599")],
)
def test_a_link_to_one_of_very_many_territories(
    open_app: OpenApp, home: Path, name: str, code: str, words: str
) -> None:
    publish(home, "r2", many_places("r2", 600, teams=2))
    app = open_app("records", **{name: code})
    assert prospects(app) == ["P0599"]
    box = app.selectbox(key=name)
    assert box.value == code
    assert words in box.options
    assert not box.disabled
