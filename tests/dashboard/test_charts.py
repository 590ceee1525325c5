"""Charts draw the figures they are given; looks are judged on screenshots."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from itertools import pairwise
from typing import Any

import altair as alt
import pandas as pd
import pytest

from dashboard import words
from dashboard.charts import loads, over_time, palette, rows
from dashboard.charts import territories as territory_charts
from dashboard.queries import lists, pipeline, territories
from dashboard.queries import loads as load_queries
from dashboard.release import Release
from tests.dashboard.tiny_fixture import OCTOBER


def data(chart: alt.TopLevelMixin, *columns: str) -> list[tuple[Any, ...]]:
    """Rows of the data set of the chart that has all these columns."""
    for records in chart.to_dict()["datasets"].values():
        if records and set(columns) <= records[0].keys():
            return [tuple(record[name] for name in columns) for record in records]
    raise AssertionError(f"no data with {columns}")


def layers(chart: alt.TopLevelMixin) -> list[dict[str, Any]]:
    return list(chart.to_dict()["layer"])


def label_expressions(chart: alt.TopLevelMixin) -> str:
    return str(chart.to_dict())


def test_list_over_time_stacks_a_at_the_bottom(tiny_release: Release) -> None:
    chart = over_time.prospects(lists.by_grade(tiny_release))
    assert data(chart, "date_text", "grade", "low", "high") == [
        ("30 Sep 2026", "A", 0, 2),
        ("30 Sep 2026", "B", 2, 3),
        ("30 Sep 2026", "C", 3, 4),
        ("31 Oct 2026", "A", 0, 1),
        ("31 Oct 2026", "B", 1, 2),
        ("31 Oct 2026", "D", 2, 3),
        ("31 Oct 2026", "ungraded", 3, 4),
    ]


def test_a_picture_holds_until_the_next(tiny_release: Release) -> None:
    chart = over_time.prospects(lists.by_grade(tiny_release))
    spans = {(start[:10], end[:10]) for start, end in data(chart, "start", "end")}
    assert spans == {("2026-09-30", "2026-10-31"), ("2026-10-31", "2026-12-01")}


def test_one_export_alone_is_drawn() -> None:
    table = pd.DataFrame(
        {
            "as_of": pd.to_datetime([OCTOBER]),
            "declared_grade": ["A"],
            "prospect_count": [1],
        }
    )
    assert data(over_time.prospects(table), "low", "high") == [(0, 1)]


def axis_of_dates(chart: alt.TopLevelMixin) -> dict[str, Any]:
    axis: dict[str, Any] = layers(chart)[0]["encoding"]["x"]["axis"]
    return axis


def list_of(*dates: dt.date) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "as_of": pd.to_datetime(list(dates)),
            "declared_grade": ["A"] * len(dates),
            "prospect_count": [1] * len(dates),
        }
    )


def test_a_short_span_is_marked_by_the_dates_of_its_exports() -> None:
    axis = axis_of_dates(over_time.prospects(list_of(OCTOBER, dt.date(2026, 11, 7))))
    assert axis["format"] == "%Y-%m-%d"
    assert axis["values"] == [
        {"year": 2026, "month": 10, "date": 31},
        {"year": 2026, "month": 11, "date": 7},
    ]


def test_a_long_span_is_marked_by_months() -> None:
    axis = axis_of_dates(over_time.prospects(list_of(dt.date(2026, 2, 28), OCTOBER)))
    assert axis["format"] == "%Y-%m"
    assert "values" not in axis


def test_small_counts_are_marked_once_each(tiny_release: Release) -> None:
    shown = territories.with_prospects(tiny_release, OCTOBER)
    bars = territory_charts.by_grade(lists.by_territory(tiny_release, OCTOBER), shown)
    across = layers(bars)[0]["encoding"]["x"]["axis"]
    stacked = over_time.prospects(lists.by_grade(tiny_release))
    up = layers(stacked)[0]["encoding"]["y"]["axis"]
    rows_up = loads.rows_by_export(load_queries.rows_by_export(tiny_release))
    beside = rows_up.to_dict()["encoding"]["y"]["axis"]
    assert [axis["tickMinStep"] for axis in (across, up, beside)] == [1, 1, 1]


def test_newest_values_are_labels(tiny_release: Release) -> None:
    chart = over_time.pipeline(pipeline.by_grade(tiny_release))
    assert "A  ¥450K" in label_expressions(chart)
    with words.speaking("zh"):
        chart = over_time.prospects(lists.by_grade(tiny_release))
        assert "未分级  1" in label_expressions(chart)


def test_labels_never_touch() -> None:
    places = over_time._spread([1, 1.2, 1.3, 9.9, 9.95], gap=1, top=10)
    assert places == sorted(places)
    assert all(later - earlier >= 1 for earlier, later in pairwise(places))
    assert places[-1] <= 10


def test_reconstructed_past_is_named_and_pale(tiny_release: Release) -> None:
    chart = over_time.pipeline(pipeline.by_grade(tiny_release))
    assert data(chart, "word") == [("reconstructed",)]
    assert data(chart, "date_text", "is_reconstructed")[:2] == [
        ("31 Aug 2026", True),
        ("30 Sep 2026", False),
    ]
    opacity = layers(chart)[0]["encoding"]["opacity"]
    assert opacity["condition"] == {"test": "datum.is_reconstructed", "value": 0.45}


def test_without_a_reconstructed_past_nothing_is_named(tiny_release: Release) -> None:
    chart = over_time.prospects(lists.by_grade(tiny_release))
    assert len(layers(chart)) == 2


def test_territories_lay_grades_end_to_end(tiny_release: Release) -> None:
    chart = territory_charts.by_grade(
        lists.by_territory(tiny_release, OCTOBER),
        territories.with_prospects(tiny_release, OCTOBER),
    )
    assert sorted(data(chart, "territory_id", "declared_grade", "low", "high")) == [
        ("T1", "A", 0, 1),
        ("T1", "B", 1, 2),
        ("T2", "D", 0, 1),
        ("unassigned", "ungraded", 0, 1),
    ]


def test_territories_stand_under_their_teams(tiny_release: Release) -> None:
    chart = territory_charts.by_grade(
        lists.by_territory(tiny_release, OCTOBER),
        territories.with_prospects(tiny_release, OCTOBER),
    )
    scale = layers(chart)[0]["encoding"]["y"]["scale"]
    assert scale["domain"] == [
        "team:East", "T1", "T2", "team:South", "T3", "unassigned",
    ]  # fmt: skip


@pytest.mark.parametrize(("language", "heading"), [("en", "no team"), ("zh", "无团队")])
def test_a_territory_without_a_team_stands_under_no_team(
    tiny_release: Release, language: str, heading: str
) -> None:
    shown = territories.with_prospects(tiny_release, OCTOBER)
    apart = pd.DataFrame([{"territory_id": "T4", "name": "Hefei", "team": None}])
    places = [shown.iloc[:-1], apart, shown.iloc[-1:]]
    with words.speaking(language):
        order = rows.of(pd.concat(places))
    assert order.order[-3:] == (f"team:{heading}", "T4", "unassigned")


def test_targets_are_lines_and_figures(tiny_release: Release) -> None:
    chart = territory_charts.by_grade(
        lists.by_territory(tiny_release, OCTOBER),
        territories.with_prospects(tiny_release, OCTOBER),
    )
    marks = [layer["mark"]["type"] for layer in layers(chart)]
    assert marks == ["bar", "point", "tick", "tick"]
    assert '"T1": "2 / 3"' in label_expressions(chart)
    assert '"T3": "0 / 2"' in label_expressions(chart)
    assert '"unassigned": "1"' in label_expressions(chart)


@pytest.mark.parametrize(
    ("grade", "territory_id", "strong"),
    [
        (
            None,
            None,
            {("T1", "A"), ("T1", "B"), ("T2", "D"), ("unassigned", "ungraded")},
        ),
        ("A", None, {("T1", "A")}),
        (None, "T1", {("T1", "A"), ("T1", "B")}),
        ("B", "T1", {("T1", "B")}),
    ],
)
def test_what_is_not_chosen_is_pale(
    tiny_release: Release,
    grade: str | None,
    territory_id: str | None,
    strong: set[tuple[str, str]],
) -> None:
    chart = territory_charts.by_grade(
        lists.by_territory(tiny_release, OCTOBER),
        territories.with_prospects(tiny_release, OCTOBER),
        grade,
        territory_id,
    )
    bars = data(chart, "territory_id", "declared_grade", "opacity")
    assert {bar[:2] for bar in bars if bar[2] == 1} == strong
    assert {bar[2] for bar in bars if bar[:2] not in strong} <= {palette.FADED}


def test_a_click_selects_territory_and_grade(tiny_release: Release) -> None:
    chart = territory_charts.by_grade(
        lists.by_territory(tiny_release, OCTOBER),
        territories.with_prospects(tiny_release, OCTOBER),
    )
    (pick,) = chart.to_dict()["params"]
    assert pick["name"] == territory_charts.PICK
    assert pick["select"]["fields"] == ["territory_id", "declared_grade"]


def test_heatmap_shows_shares_of_targets(tiny_release: Release) -> None:
    chart = territory_charts.over_time(
        lists.over_time(tiny_release),
        territories.with_prospects(tiny_release, OCTOBER),
    )
    assert data(chart, "date", "territory_id", "ratio") == [
        ("2026-09-30", "T1", 1),
        ("2026-10-31", "T1", pytest.approx(2 / 3)),
    ]
    assert '"T1": "67%", "T3": "0%"' in label_expressions(chart)


def test_loads_show_what_became_of_the_rows(tiny_release: Release) -> None:
    chart = loads.rows_by_export(load_queries.rows_by_export(tiny_release))
    assert sorted(data(chart, "date_text", "fate_text", "row_count")) == [
        ("30 Sep 2026", "new or changed", 4),
        ("31 Oct 2026", "new or changed", 6),
        ("31 Oct 2026", "rejected", 3),
        ("31 Oct 2026", "unchanged", 2),
    ]


def test_many_marks_are_drawn() -> None:
    """Altair refuses more than 5,000 rows unless told otherwise."""
    days = [dt.date(2020, 1, 1) + dt.timedelta(days=day) for day in range(1200)]
    table = pd.DataFrame(
        [(day, grade, 1) for day in days for grade in palette.GRADE_COLOURS],
        columns=["as_of", "declared_grade", "prospect_count"],
    ).assign(as_of=lambda rows: pd.to_datetime(rows["as_of"]))
    assert len(data(over_time.prospects(table), "grade")) == 6000


def lightness(colour: str) -> float:
    """L* of a hex colour in CIELAB, 0 to 100."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    ]
    luminance = sum(
        weight * channel
        for weight, channel in zip((0.2126, 0.7152, 0.0722), linear, strict=True)
    )
    return float(116 * luminance ** (1 / 3) - 16)


def test_grades_differ_in_grey() -> None:
    steps = [lightness(palette.GRADE_COLOURS[grade]) for grade in "ABCD"]
    assert all(lighter - darker >= 14 for darker, lighter in pairwise(steps))


def test_charts_know_no_streamlit() -> None:
    code = (
        "import sys, dashboard.charts.loads, dashboard.charts.over_time,"
        " dashboard.charts.territories; sys.exit('streamlit' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
