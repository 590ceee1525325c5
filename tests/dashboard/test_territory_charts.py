"""Territories stand by grade against their targets, at a date and over the dates."""

from __future__ import annotations

import pytest

from dashboard.charts import palette
from tests.dashboard.conftest import ViewOf
from tests.dashboard.drawn import heatmap, territory_chart
from tests.dashboard.shown import chart_data


def test_territories_lay_grades_end_to_end(tiny_view: ViewOf) -> None:
    bars = chart_data(
        territory_chart(tiny_view()), "territory_id", "declared_grade", "low", "high"
    )
    assert sorted(bars) == [
        ("T1", "A", 0, 1),
        ("T1", "B", 1, 2),
        ("T2", "D", 0, 1),
        ("unassigned", "ungraded", 0, 1),
    ]


def test_territories_show_their_target(tiny_view: ViewOf) -> None:
    totals = chart_data(
        territory_chart(tiny_view()), "row", "words", "target_prospect_count"
    )
    assert sorted(totals) == [
        ("Ningbo", "0 / 2", 2),
        ("Suzhou", "2 / 3", 3),
        ("Wuxi", "1", None),
        ("unassigned", "1", None),
    ]


@pytest.mark.parametrize(
    ("chosen", "strong"),
    [
        ({}, {("T1", "A"), ("T1", "B"), ("T2", "D"), ("unassigned", "ungraded")}),
        ({"grade": "A"}, {("T1", "A")}),
        ({"territory": "T1"}, {("T1", "A"), ("T1", "B")}),
        ({"grade": "B", "territory": "T1"}, {("T1", "B")}),
    ],
    ids=["none", "grade", "territory", "both"],
)
def test_what_is_not_chosen_is_pale(
    tiny_view: ViewOf, chosen: dict[str, str], strong: set[tuple[str, str]]
) -> None:
    chart = territory_chart(tiny_view(**chosen))
    bars = chart_data(chart, "territory_id", "declared_grade", "opacity")
    assert {bar[:2] for bar in bars if bar[2] == 1} == strong
    assert {bar[2] for bar in bars if bar[:2] not in strong} <= {palette.FADED}


def test_heatmap_shows_shares_of_targets(tiny_view: ViewOf) -> None:
    chart = heatmap(tiny_view())
    cells = chart_data(chart, "as_of", "territory_id", "target_rate")
    assert cells == [
        ("2026-09-30", "T1", 1),
        ("2026-09-30", "T3", 0),
        ("2026-10-31", "T1", pytest.approx(2 / 3)),
        ("2026-10-31", "T3", 0),
    ]
    assert sorted(chart_data({"rates": chart["layer"][1]}, "row", "words")) == [
        ("Ningbo", "0%"),
        ("Suzhou", "67%"),
    ]


def test_the_heatmap_s_colours_end_where_its_scale_does(tiny_view: ViewOf) -> None:
    chart = heatmap(tiny_view())
    shades = {shade for (shade,) in chart_data(chart, "shade")}
    assert min(shades) == min(palette.FROM_TARGET)
    assert max(shades) <= max(palette.FROM_TARGET)
