"""The parameters of a URL make a view, and a view says its parameters."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from dashboard.core import release, view
from dashboard.core.as_of_dates import AsOf
from dashboard.queries import choices, records
from tests.dashboard import tiny_fixture
from tests.dashboard.conftest import RELEASE_ID, ViewOf
from tests.dashboard.release_fixture import entities, publish
from tests.dashboard.tiny_fixture import AUGUST, OCTOBER, SEPTEMBER


def test_nothing_asked_is_the_newest_snapshot_of_everything(tiny_view: ViewOf) -> None:
    shown = tiny_view()
    assert [date.on for date in shown.dates] == [AUGUST, SEPTEMBER, OCTOBER]
    assert shown.as_of is not None
    assert shown.as_of.on == OCTOBER
    assert shown.is_newest
    assert shown.compared is not None
    assert shown.compared.on == SEPTEMBER
    assert shown.filters.chosen == {}
    assert shown.loaded == {"prospects", "projects"}
    assert shown.parameters() == {}


def test_dates_say_what_is_known_of_them(tiny_view: ViewOf) -> None:
    nothing = dict.fromkeys(("previous", "month", "quarter", "year"))
    assert tiny_view().dates == (
        AsOf(AUGUST, True, False, nothing),
        AsOf(SEPTEMBER, False, True, {**nothing, "previous": AUGUST, "month": AUGUST}),
        AsOf(
            OCTOBER,
            False,
            True,
            {
                "previous": SEPTEMBER,
                "month": SEPTEMBER,
                "quarter": AUGUST,
                "year": None,
            },
        ),
    )


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("2026-08-31", AUGUST),
        ("2026-09-29", AUGUST),
        ("2026-09-30", SEPTEMBER),
        ("2026-10-15", SEPTEMBER),
        ("2026-10-31", OCTOBER),
        ("2030-01-01", OCTOBER),
        ("2026-08-30", OCTOBER),
        ("20260930", SEPTEMBER),
        ("newest", OCTOBER),
        ("", OCTOBER),
        ("2026-02-30", OCTOBER),
        ("30.09.2026", OCTOBER),
        ("'; drop table x", OCTOBER),
        ("0000-00-00", OCTOBER),
        ("99999-01-01", OCTOBER),
    ],
)
def test_a_day_means_the_snapshot_that_held_on_it(
    tiny_view: ViewOf, asked: str, shown: dt.date
) -> None:
    as_of = tiny_view(as_of=asked).as_of
    assert as_of is not None
    assert as_of.on == shown


@pytest.mark.parametrize(
    ("asked", "comparison", "compared", "compared_list"),
    [
        ("previous", "previous", SEPTEMBER, SEPTEMBER),
        ("month", "month", SEPTEMBER, SEPTEMBER),
        ("quarter", "quarter", AUGUST, None),
        ("year", "year", None, None),
        ("none", "none", None, None),
        ("yesterday", "previous", SEPTEMBER, SEPTEMBER),
        ("", "previous", SEPTEMBER, SEPTEMBER),
    ],
)
def test_comparisons(
    tiny_view: ViewOf,
    asked: str,
    comparison: str,
    compared: dt.date | None,
    compared_list: dt.date | None,
) -> None:
    shown = tiny_view(compare=asked)
    assert shown.comparison == comparison
    assert (shown.compared and shown.compared.on) == compared
    assert (shown.compared_list and shown.compared_list.on) == compared_list


def test_the_list_is_not_compared_with_a_reconstructed_date(tiny_view: ViewOf) -> None:
    shown = tiny_view(as_of="2026-09-30")
    assert shown.compared is not None
    assert shown.compared.on == AUGUST
    assert shown.compared_list is None


@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"as_of": "2026-09-30"},
        {"compare": "year"},
        {"compare": "none", "as_of": "2026-08-31"},
        {"team": "East", "rep": "R1", "territory": "T1"},
        {"segment": "small", "industry": "food", "line": "ERP", "grade": "A"},
        {"team": "a&b=c", "rep": "R 1/#?", "territory": "苏州 '\"%", "line": "é\u0000"},
        {"show": "projects", "file": "prospects.csv", "finding": "unknown_value"},
        {"territory": "unassigned", "grade": "ungraded"},
        {"territory": "no such"},
    ],
)
def test_parameters_open_the_same_view(
    tiny_view: ViewOf, parameters: dict[str, str]
) -> None:
    shown = tiny_view(**parameters)
    assert shown.parameters() == parameters
    assert tiny_view(**shown.parameters()) == shown


@pytest.mark.parametrize(
    "parameters",
    [
        {"as_of": "2026-10-31"},
        {"compare": "previous"},
        {"team": "all", "grade": "all", "show": "all"},
        {"lang": "zh", "release": "r1", "embed": "true"},
    ],
)
def test_defaults_and_strangers_are_left_out(
    tiny_view: ViewOf, parameters: dict[str, str]
) -> None:
    assert tiny_view(**parameters).parameters() == {}


@pytest.mark.parametrize(
    ("chosen", "have_an_owner"),
    [
        ({}, False),
        ({"team": "East"}, True),
        ({"rep": "R1"}, True),
        ({"territory": "T1"}, True),
        ({"segment": "small", "line": "ERP", "grade": "A"}, False),
    ],
)
def test_a_territory_is_less_than_the_company(
    tiny_view: ViewOf, chosen: dict[str, str], have_an_owner: bool
) -> None:
    assert tiny_view(**chosen).filters.have_an_owner is have_an_owner


def test_filters_and_choices_are_taken_back(tiny_view: ViewOf) -> None:
    shown = tiny_view(team="East", grade="A", file="a.csv", finding="shared_id")
    left = shown.without(["grade", "file", "rep"])
    assert left.parameters() == {"team": "East", "finding": "shared_id"}


def test_a_choice_is_made_and_unmade(tiny_view: ViewOf) -> None:
    shown = tiny_view(team="East").choosing("file", "a.csv")
    assert shown.parameters() == {"team": "East", "file": "a.csv"}
    assert shown.choosing("file", "all").parameters() == {"team": "East"}


def test_an_empty_release_has_no_date(home: Path) -> None:
    publish(home, RELEASE_ID, {"fct_entities": entities({})})
    with release.open_current() as opened:
        shown = view.of(opened, {"as_of": "2026-10-31", "compare": "year"})
        assert shown.as_of is None
        assert shown.compared is None
        assert not shown.is_newest
        assert opened.rows(records.prospects(shown)) == []


def test_the_first_date_is_compared_with_nothing(tiny_view: ViewOf) -> None:
    for comparison in ("previous", "month", "quarter", "year"):
        assert tiny_view(as_of="2026-08-31", compare=comparison).compared is None


@pytest.mark.parametrize(
    ("name", "chosen", "offered"),
    [
        ("team", {}, [("East", "East"), ("unassigned", "unassigned")]),
        (
            "rep",
            {},
            [("R2", "李娜"), ("R1", "王伟"), ("unassigned", "unassigned")],
        ),
        (
            "territory",
            {},
            [("T1", "Suzhou"), ("T2", "Wuxi"), ("unassigned", "unassigned")],
        ),
        ("territory", {"rep": "R2"}, [("T2", "Wuxi")]),
        ("grade", {"territory": "T1"}, [("A", "A"), ("B", "B")]),
        ("grade", {}, [(code, code) for code in ("A", "B", "D", "ungraded")]),
        ("line", {}, [("ERP", "ERP"), ("PDM", "PDM")]),
        ("line", {"team": "unassigned"}, []),
        ("rep", {"rep": "R1", "territory": "T1", "team": "East"},
         [("R2", "李娜"), ("R1", "王伟")]),
        ("grade", {"as_of": "2026-08-31"}, [("ungraded", "ungraded")]),
        ("team", {"grade": "no such"}, []),
    ],
)  # fmt: skip
def test_choices_have_names_and_end_with_what_has_none(
    tiny_view: ViewOf,
    name: str,
    chosen: dict[str, str],
    offered: list[tuple[str, str]],
) -> None:
    shown = tiny_view(**chosen)
    assert choices.offered(shown, name) == offered


def test_a_project_without_a_prospect_still_offers_its_rep(home: Path) -> None:
    publish(home, RELEASE_ID, tiny_fixture.projects_only(RELEASE_ID))
    with release.open_current() as opened:
        shown = view.of(opened, {})
        assert choices.offered(shown, "rep") == [("R1", "王伟")]
        assert choices.offered(shown, "line") == [("unknown", "unknown")]
