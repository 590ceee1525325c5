"""Territory coverage shows the figures of coverage_fixture, counted by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.core import release, view
from dashboard.serving import report
from tests.dashboard import coverage_fixture, tiny_fixture
from tests.dashboard.conftest import RELEASE_ID, OpenApp
from tests.dashboard.release_fixture import publish
from tests.dashboard.shown import chart_data, charts, prose, read


@pytest.fixture
def maintained(home: Path) -> Path:
    """The company of coverage_fixture, published."""
    return publish(home, RELEASE_ID, coverage_fixture.company(RELEASE_ID))


def metrics(app: AppTest) -> list[tuple[str, str, str]]:
    return [(metric.label, metric.value, metric.delta) for metric in app.metric]


def headlines(app: AppTest) -> list[str]:
    return [read(header.value) for header in app.header]


def table(app: AppTest, *columns: str) -> list[tuple[object, ...]]:
    """The first table that has these columns."""
    found = next(
        each.value for each in app.dataframe if set(columns) <= {*each.value.columns}
    )
    return [tuple(row[each] for each in columns) for row in found.to_dict("records")]


@pytest.mark.usefixtures("maintained")
def test_the_newest_figures_and_their_change(open_app: OpenApp) -> None:
    app = open_app("coverage")
    assert metrics(app) == [
        ("On cadence", "50%", "-25%"),
        ("Overdue", "2", "+1"),
        ("Short of target", "2", "+1"),
        ("In target market", "75%", "0"),
        # Of four companies, wherever they lie, one; in September of three.
        ("Market covered", "25%", "-8%"),
        ("Orphans", "1", "0"),
        ("Of inactive reps", "0", "0"),
    ]
    assert headlines(app) == [
        "Suzhou is least on cadence: 2 of 2 overdue",
        "No territory exceeds a rep's month of work",
        "2 prospects are overdue, the longest for 30 days",
        "3 companies of the market are on no list; 25% are",
        "1 company lies in no territory",
        "1 company lies in two territories; 2 prospects are on another territory's list"
        " too",
    ]


@pytest.mark.usefixtures("maintained")
def test_every_figure_leads_to_its_records(open_app: OpenApp) -> None:
    links = [each.proto.query_string for each in open_app("coverage").get("page_link")]
    assert [link.split("show=")[1] for link in links] == [
        "all", "overdue", "all", "all", "unlisted", "all", "all",
    ]  # fmt: skip
    for kind, count in (("overdue", 2), ("unlisted", 3)):
        app = open_app("records", show=kind)
        assert len(app.dataframe[0].value) == count


@pytest.mark.usefixtures("maintained")
def test_territories_stand_side_by_side(open_app: OpenApp) -> None:
    app = open_app("coverage")
    spec = charts(app)["territories side by side"]
    cells = chart_data(spec, "territory_id", "measure", "words", "shade")
    assert [cell for cell in cells if cell[0] == "T1"] == [
        ("T1", "on cadence", "0%", 0.7),
        ("T1", "of target", "67%", 0.7),
        ("T1", "in target market", "100%", 1.3),
        # A third of its own market; of all territories 1 of the 4 they answer for.
        ("T1", "market covered", "33%", 1.3),
    ]
    assert [cell for cell in cells if cell[0] == "T3"] == [
        ("T3", "on cadence", "", None),
        ("T3", "of target", "0%", 0.7),
        ("T3", "in target market", "", None),
        ("T3", "market covered", "", None),
    ]


@pytest.mark.usefixtures("maintained")
def test_the_longest_overdue_comes_first(open_app: OpenApp) -> None:
    app = open_app("coverage")
    assert table(app, "name", "days_overdue", "rep") == [
        ("恒达电子", 30, "王伟"),
        ("=新锐机械", 1, "王伟"),
    ]
    app = open_app("coverage", as_of="2026-09-30")
    assert table(app, "name", "days_overdue") == [("锦程化工", 20)]


@pytest.mark.usefixtures("maintained")
def test_a_grade_narrows_what_is_on_cadence(open_app: OpenApp) -> None:
    app = open_app("coverage", grade="A")
    assert metrics(app) == [("On cadence", "0%", "-50%"), ("Overdue", "1", "0")]
    assert table(app, "name", "days_overdue") == [("恒达电子", 30)]


@pytest.mark.usefixtures("maintained")
def test_a_team_has_its_own_market(open_app: OpenApp) -> None:
    """East answers for M1, M2 and twice for M4: in T1 and in T2."""
    app = open_app("coverage", team="East", compare="none")
    assert metrics(app) == [
        ("On cadence", "33%", ""),
        ("Overdue", "2", ""),
        ("Short of target", "1", ""),
        ("In target market", "100%", ""),
        ("Market covered", "25%", ""),
        ("Orphans", "0", ""),
        ("Of inactive reps", "0", ""),
    ]


@pytest.mark.usefixtures("maintained")
def test_a_territory_has_an_audit_sheet(open_app: OpenApp) -> None:
    app = open_app("coverage", territory="T1")
    assert headlines(app) == [
        "Suzhou: 2 / 3 prospects, 0% on cadence",
        "2 prospects are overdue, the longest for 30 days",
        "2 companies of the market are on no list; 33% are",
        "1 company lies in two territories",
    ]
    assert metrics(app) == [
        ("All", "2", "-1"),
        ("A", "1", "-1"),
        ("B", "1", "0"),
        ("C", "0", "0"),
        ("D", "0", "0"),
        ("On cadence", "0%", "-67%"),
        ("Overdue", "2", "+1"),
        ("In target market", "100%", "0"),
        ("Market covered", "33%", "-17%"),
        ("Orphans", "0", "0"),
        ("Of inactive reps", "0", "0"),
    ]
    shares = chart_data(charts(app)["territory over time"], "series", "share")
    assert [share for name, share in shares if name == "of target"] == [1, 2 / 3]
    assert table(app, "name", "company_id") == [("企业M4", "M4"), ("企业M2", "M2")]


@pytest.mark.usefixtures("maintained")
def test_an_area_of_no_territory_is_a_gap(open_app: OpenApp) -> None:
    app = open_app("coverage")
    app.session_state["open market_gaps"] = True
    app.session_state["open shared_areas"] = True
    app.session_state["open shared_companies"] = True
    app.run()
    assert table(app, "city", "market_company_count") == [("无锡", 1)]
    assert table(app, "prospect_id", "territories") == [
        ("P3", "Wuxi; unassigned"),
        ("P4", "Wuxi; unassigned"),
    ]


@pytest.mark.usefixtures("company")
def test_it_says_which_exports_would_fill_it(open_app: OpenApp) -> None:
    app = open_app("coverage")
    said = prose(app)
    for file in ("activities.csv", "market_companies.csv", "territory_areas.csv"):
        assert f"**{file}**" in read(said)
    assert [label for label, *_rest in metrics(app)] == [
        "Short of target", "In target market", "Orphans", "Of inactive reps",
    ]  # fmt: skip
    assert "overdue" not in " ".join(headlines(app))


def test_projects_alone_have_no_territories(home: Path, open_app: OpenApp) -> None:
    publish(home, RELEASE_ID, tiny_fixture.projects_only(RELEASE_ID))
    app = open_app("coverage")
    assert metrics(app) == []
    assert "**prospects.csv**" in read(prose(app))


@pytest.mark.usefixtures("maintained")
def test_the_registry_may_not_be_known_yet(home: Path, open_app: OpenApp) -> None:
    publish(home, "r2", coverage_fixture.company("r2", fct_market_areas=[]))
    app = open_app("coverage")
    assert "Market covered" not in [label for label, *_rest in metrics(app)]
    assert "No two territories" not in prose(app)


def test_only_the_worst_of_many_territories_are_drawn(
    home: Path, open_app: OpenApp
) -> None:
    places = [
        {"territory_id": f"N{n:03d}", "name": f"N{n:03d}", "rep_id": "R1",
         "team": "East", "target_prospect_count": 1, "is_current": True}
        for n in range(100)
    ]  # fmt: skip
    spans = [
        tiny_fixture.span(
            f"Q{n:03d}", f"Q{n:03d}", "D", {**tiny_fixture.SUZHOU,
            "territory_id": f"N{n:03d}"}, tiny_fixture.FOOD,
            tiny_fixture.SEPTEMBER,
        )
        for n in range(100)
    ]  # fmt: skip
    late = [
        {"prospect_id": f"Q{n:03d}", "name": f"Q{n:03d}", "territory_id": f"N{n:03d}",
         "rep_id": "R1", "team": "East", "segment": "unknown", "industry": "food",
         "declared_grade": "D", "due_on": tiny_fixture.SEPTEMBER,
         "valid_from": tiny_fixture.OCTOBER}
        for n in range(60, 70)
    ]  # fmt: skip
    publish(
        home,
        RELEASE_ID,
        coverage_fixture.company(
            RELEASE_ID,
            dim_territories=[*tiny_fixture.TERRITORIES, *places],
            dim_prospect_versions=[*tiny_fixture.PROSPECTS, *spans],
            fct_overdue_prospects=late,
        ),
    )
    app = open_app("coverage")
    cells = chart_data(charts(app)["territories side by side"], "territory_id")
    shown = {code for (code,) in cells}
    assert len(shown) == 40
    assert {f"N{n:03d}" for n in range(60, 70)} <= shown
    assert "of 104, the 40 least on cadence" in prose(app)


@pytest.mark.usefixtures("maintained")
@pytest.mark.parametrize("territory", ["T1", None])
def test_a_report_holds_what_the_page_says(territory: str | None) -> None:
    chosen = {} if territory is None else {"territory": territory}
    with release.open_current() as opened:
        document = report.render("coverage", view.of(opened, chosen))
    assert ('<body class="one-sheet">' in document) == (territory is not None)
    for said in ("2 prospects are overdue", "companies of the market are on no list"):
        assert said in document
