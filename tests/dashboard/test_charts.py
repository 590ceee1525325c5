"""Charts draw the figures they are given; looks are checked on screenshots."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
import vl_convert

from dashboard.charts import over_time, palette
from dashboard.core.release import Record
from dashboard.wording import labels, words
from tests.dashboard.conftest import ViewOf
from tests.dashboard.drawn import (
    heatmap,
    list_chart,
    loads_chart,
    pipeline_chart,
    territory_chart,
)
from tests.dashboard.shown import chart_data
from tests.dashboard.tiny_fixture import AUGUST, OCTOBER

CHARTS = (list_chart, pipeline_chart, territory_chart, heatmap, loads_chart)


def counts(*dates: dt.date, grade: str = "A", count: int = 1) -> list[Record]:
    return [
        {"as_of": day, "declared_grade": grade, "prospect_count": count}
        for day in dates
    ]


def parts(spec: Any, key: str) -> Iterator[Any]:
    """Every value that stands under a key anywhere in a specification."""
    if isinstance(spec, dict):
        for name, value in spec.items():
            if name == key:
                yield value
            yield from parts(value, key)
    elif isinstance(spec, list):
        for each in spec:
            yield from parts(each, key)


@pytest.mark.parametrize("draw", CHARTS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_charts_are_whole_and_plain_json(
    tiny_view: ViewOf, draw: Any, language: str
) -> None:
    with words.speaking(language):
        spec = draw(tiny_view())
    assert json.loads(json.dumps(spec, allow_nan=False)) == spec
    assert "rows to come" not in json.dumps(spec)
    assert "vega-lite" in spec["$schema"]


@pytest.mark.parametrize("draw", CHARTS)
def test_a_chart_s_picks_are_fields_of_its_marks(tiny_view: ViewOf, draw: Any) -> None:
    spec = draw(tiny_view())
    (pick,) = [each for each in parts(spec, "params") if each]
    assert pick[0]["name"] == "pick"
    fields = pick[0]["select"]["fields"]
    assert chart_data(spec, *fields) != []


def test_one_template_serves_every_view(tiny_view: ViewOf) -> None:
    whole = territory_chart(tiny_view())
    part = territory_chart(tiny_view(team="East"))
    again = territory_chart(tiny_view())
    assert whole == again
    assert whole != part


def test_list_over_time_stacks_a_at_the_bottom(tiny_view: ViewOf) -> None:
    chart = list_chart(tiny_view())
    bars = chart_data(chart, "as_of", "declared_grade", "low", "high", "total")
    assert sorted(bars, key=lambda bar: (bar[0], bar[2])) == [
        ("2026-09-30", "A", 0, 2, 4),
        ("2026-09-30", "B", 2, 3, 4),
        ("2026-09-30", "C", 3, 4, 4),
        ("2026-10-31", "A", 0, 1, 4),
        ("2026-10-31", "B", 1, 2, 4),
        ("2026-10-31", "D", 2, 3, 4),
        ("2026-10-31", "ungraded", 3, 4, 4),
    ]


def test_a_snapshot_holds_until_the_next(tiny_view: ViewOf) -> None:
    spans = set(chart_data(list_chart(tiny_view()), "start", "end"))
    assert spans == {
        ("2026-09-30T00:00:00", "2026-10-31T00:00:00"),
        ("2026-10-31T00:00:00", "2026-12-01T00:00:00"),
    }


@pytest.mark.parametrize(
    ("dates", "end"),
    [
        ([OCTOBER], "2026-11-30"),
        ([dt.date(2026, 10, 24), OCTOBER], "2026-11-07"),
        ([dt.date(2020, 1, 1), OCTOBER], "2027-01-31"),
    ],
)
def test_the_newest_snapshot_ends_after_the_usual_step(
    dates: list[dt.date], end: str
) -> None:
    """A month where it is alone, and a quarter at most."""
    chart = over_time.prospects(counts(*dates), None)
    assert chart_data(chart, "end")[-1] == (f"{end}T00:00:00",)


def test_one_export_alone_is_drawn() -> None:
    chart = over_time.prospects(counts(OCTOBER), None)
    assert chart_data(chart, "low", "high") == [(0, 1)]
    assert chart_data(chart, "words") == [("A  1",)]


def test_a_list_of_nothing_but_zeros_is_drawn() -> None:
    chart = over_time.prospects(counts(AUGUST, OCTOBER, count=0), None)
    assert chart_data(chart, "high") == [(0,), (0,)]
    assert chart_data(chart, "place", "words") == []


@pytest.mark.parametrize(
    ("first", "label"),
    [
        (dt.date(2026, 10, 24), "2026-10-27"),
        (dt.date(2026, 5, 31), "2026-08"),
        (dt.date(2026, 2, 28), "2026-04"),
    ],
)
def test_a_short_span_is_marked_by_days(first: dt.date, label: str) -> None:
    chart = over_time.prospects(counts(first, OCTOBER), None)
    drawn = vl_convert.vegalite_to_svg({**chart, "width": 500})
    assert f">{label}<" in drawn


@pytest.mark.parametrize("draw", [list_chart, territory_chart, loads_chart])
def test_small_counts_are_marked_once_each(tiny_view: ViewOf, draw: Any) -> None:
    assert 1 in list(parts(draw(tiny_view()), "tickMinStep"))


def test_units_stand_on_the_axes(tiny_view: ViewOf) -> None:
    up = list_chart(tiny_view())["layer"][0]["encoding"]["y"]["axis"]
    assert up["title"] == "prospects"
    across = territory_chart(tiny_view())["layer"][0]["encoding"]["x"]["axis"]
    assert across["title"] == "prospects"
    amounts = pipeline_chart(tiny_view())["layer"][0]["encoding"]["y"]["axis"]
    assert amounts["labelExpr"].startswith("'¥'")


def test_amounts_are_in_the_company_s_currency(
    tiny_view: ViewOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipeline_chart(tiny_view())
    monkeypatch.setenv("ACRE_CURRENCY", "EUR")
    chart = pipeline_chart(tiny_view())
    assert "¥" not in json.dumps(chart, ensure_ascii=False)
    assert ("A  €450K",) in chart_data(chart, "words")


def test_newest_values_are_labels(tiny_view: ViewOf) -> None:
    assert chart_data(pipeline_chart(tiny_view()), "words") == [("A  ¥450K",)]
    with words.speaking("zh"):
        labelled = chart_data(list_chart(tiny_view()), "place", "words")
    assert [text for _place, text in labelled] == ["A  1", "B  1", "D  1", "未分级  1"]


@pytest.mark.parametrize(
    "values",
    [
        (1, 1, 1, 1, 1),
        (100, 1, 1, 1, 1),
        (1, 1, 1, 1, 100),
        (1, 0, 100, 0, 1),
        (0, 0, 0, 0, 0.001),
    ],
)
def test_labels_never_touch(values: tuple[float, ...]) -> None:
    table = [
        {"as_of": OCTOBER, "declared_grade": grade, "open_amount": value}
        for grade, value in zip(labels.grades(), values, strict=True)
    ]
    chart = over_time.pipeline(table, None)
    top = max(*(high for (high,) in chart_data(chart, "high")), 1.0)
    places = [place for place, _text in chart_data(chart, "place", "words")]
    assert len(places) == sum(value > 0 for value in values)
    assert all(later - earlier >= 0.0749 * top for earlier, later in pairwise(places))
    assert all(0 <= place <= top for place in places)


def test_reconstructed_past_is_named_and_pale(tiny_view: ViewOf) -> None:
    chart = pipeline_chart(tiny_view())
    assert ("reconstructed up to here", "2026-09-30T00:00:00") in chart_data(
        chart, "words", "day"
    )
    assert set(chart_data(chart, "as_of", "is_reconstructed")) == {
        ("2026-08-31", True),
        ("2026-09-30", False),
        ("2026-10-31", False),
    }
    opacity = chart["layer"][0]["encoding"]["opacity"]
    assert opacity["condition"]["test"] == "datum.is_reconstructed"
    assert opacity["condition"]["value"] < opacity["value"]


def test_without_a_past_and_a_comparison_nothing_is_marked(tiny_view: ViewOf) -> None:
    assert chart_data(list_chart(tiny_view(compare="none")), "day", "words") == []


def test_many_marks_are_drawn() -> None:
    """Altair refuses more than 5,000 rows unless told otherwise."""
    days = [dt.date(2020, 1, 1) + dt.timedelta(days=day) for day in range(1200)]
    table = [row for grade in labels.grades() for row in counts(*days, grade=grade)]
    assert len(chart_data(over_time.prospects(table, None), "low")) == 6000


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
    steps = [lightness(palette.colours("grade")[grade]) for grade in "ABCD"]
    assert all(lighter - darker >= 12 for darker, lighter in pairwise(steps))


def test_charts_know_no_streamlit() -> None:
    code = (
        "import sys, dashboard.charts.loads, dashboard.charts.over_time,"
        " dashboard.charts.territories; sys.exit('streamlit' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
