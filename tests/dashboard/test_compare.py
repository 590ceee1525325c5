"""Every comparison shows the change since its date, in figures, titles and charts."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.dashboard import company_fixture
from tests.dashboard.conftest import RELEASE_ID, OpenApp
from tests.dashboard.oracle import Oracle, by_grade
from tests.dashboard.shown import chart_data, charts, read, texts

NEWEST = company_fixture.NEWEST
BEFORE = {
    "previous": dt.date(2026, 9, 30),
    "month": dt.date(2026, 9, 30),
    "quarter": dt.date(2026, 7, 31),
    "year": dt.date(2025, 10, 31),
}


@pytest.fixture(scope="module")
def oracle() -> Oracle:
    return Oracle(company_fixture.company(RELEASE_ID))


@pytest.fixture
def large(company_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The believable company as the app's home."""
    monkeypatch.setenv("ACRE_HOME", str(company_home))
    return company_home


def deltas(app: AppTest) -> dict[str, str]:
    return {metric.label: metric.delta for metric in app.metric}


def signed(change: int) -> str:
    return f"{change:+d}" if change else "0"


@pytest.mark.parametrize("chosen", [{}, {"team": "East"}, {"line": "ERP"}], ids=str)
@pytest.mark.parametrize("comparison", BEFORE)
def test_change_since_each_date(
    open_app: OpenApp,
    large: Path,
    oracle: Oracle,
    comparison: str,
    chosen: dict[str, str],
) -> None:
    app = open_app(compare=comparison, **chosen)
    before = BEFORE[comparison]
    now = by_grade(oracle.prospects(NEWEST, chosen))
    then = by_grade(oracle.prospects(before, chosen))
    shown = deltas(app)
    assert shown["All"] == signed(now.total() - then.total())
    for grade in "ABCD":
        assert shown[grade] == signed(now[grade] - then[grade])
    open_now, open_then = (
        len(oracle.projects(day, chosen)) for day in (NEWEST, before)
    )
    assert shown["Projects"] == signed(open_now - open_then)


def test_without_a_snapshot_nothing_is_compared(
    open_app: OpenApp, company: Path
) -> None:
    app = open_app(compare="year")
    assert set(deltas(app).values()) == {""}
    assert read(app.header[0].value) == "4 prospects on the list"
    options = app.selectbox(key="compare").options
    assert "vs a year before: no snapshot" in options
    assert not [text for text in texts(app) if "change since" in text]


def test_nothing_is_compared_where_that_is_chosen(
    open_app: OpenApp, company: Path
) -> None:
    app = open_app(compare="none")
    assert set(deltas(app).values()) == {""}
    assert chart_data(charts(app)["list over time"], "day", "words") == []
    assert app.query_params["compare"] == "none"


def test_the_list_is_not_compared_with_a_reconstructed_date(
    open_app: OpenApp, company: Path
) -> None:
    app = open_app(compare="quarter")
    assert deltas(app) == {
        "All": "",
        "A": "",
        "B": "",
        "C": "",
        "D": "",
        "ungraded": "",
        "Projects": "+1",
        "Amount": "+¥350K",
        # No grade was known on that date.
        "of grade A": "",
    }
    captions = [read(caption.value) for caption in app.caption]
    assert "Prospects on the list" in captions
    assert "Open pipeline · change since 31 Aug 2026 (reconstructed)" in captions


def test_charts_mark_the_compared_date(open_app: OpenApp, company: Path) -> None:
    app = open_app()
    drawn = charts(app)
    assert chart_data(drawn["list over time"], "day", "words") == [
        ("2026-09-30T00:00:00", "30 Sep 2026: 4")
    ]
    marks = chart_data(drawn["pipeline over time"], "day", "words")
    assert ("2026-09-30T00:00:00", "30 Sep 2026: ¥700K") in marks
    before = chart_data(drawn["territories"], "row", "compared_prospect_count")
    assert sorted(before) == [
        ("Ningbo", 0),
        ("Suzhou", 3),
        ("Wuxi", 0),
        ("unassigned", 1),
    ]
    assert "the diamond is the number on 30 Sep 2026" in "\n".join(texts(app))


def test_charts_carry_both_dates(open_app: OpenApp, large: Path) -> None:
    """A comparison over a year still draws every snapshot between."""
    days = {
        day
        for (day,) in chart_data(
            charts(open_app(compare="year"))["list over time"], "as_of"
        )
    }
    assert {"2025-10-31", "2026-10-31"} < days
    assert len(days) == 14


def test_a_date_of_the_past_has_its_own_comparisons(
    open_app: OpenApp, large: Path
) -> None:
    app = open_app(as_of="2026-03-31", compare="quarter")
    assert app.selectbox(key="compare").options == [
        "vs previous export · 28 Feb 2026",
        "vs a month before · 28 Feb 2026",
        "vs a quarter before · 31 Dec 2025",
        "no comparison",
    ]
    assert "since 31 Dec 2025" in read(app.caption[1].value)
