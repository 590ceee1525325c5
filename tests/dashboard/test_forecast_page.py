"""The page Forecast shows the figures of forecast_fixture, and what it does not know."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.dashboard import forecast_fixture, tiny_fixture
from tests.dashboard.conftest import OpenApp
from tests.dashboard.release_fixture import Row, publish
from tests.dashboard.shown import chart_data, charts, prose, read, texts

pytestmark = pytest.mark.usefixtures("company")


@pytest.fixture
def company(home: Path) -> None:
    publish_with(home, "r1")


def publish_with(home: Path, release_id: str, **other: Sequence[Row]) -> None:
    publish(home, release_id, tiny_fixture.company(release_id, **other))


def headlines(app: AppTest) -> list[str]:
    return [read(header.value) for header in app.header]


def shown(app: AppTest, column: str) -> list[object]:
    """A column of the first table that has it."""
    tables = [each.value for each in app.dataframe]
    return next(list(table[column]) for table in tables if column in table)


def dates(**more: object) -> dict[str, Sequence[Row]]:
    [row] = forecast_fixture.TABLES["dim_forecast_dates"]
    return {"dim_forecast_dates": [{**row, **more}]}


def test_titles_say_the_findings(open_app: OpenApp) -> None:
    assert headlines(open_app("forecast")) == [
        "¥370K expected from 2026-11 to 2027-01, 80 % between ¥150K and ¥590K",
        "¥250K expected over 2 months",
        "2026 Q4: ¥400K expected, 67% of the target ¥600K",
        "Override a territory's forecast",
        "1 manager override in use",
        "1 open project of grade A",
        "Show the math",
        "Open pipeline ¥450K, ¥250K less than on 30 Sep 2026; most: lost -¥200K",
        "The changes behind the figures",
        "model is the most accurate: off by 40% of what was signed in three months",
        "3 signatures were expected within three months, 4 came",
        "Of those graded A, 25% signed within 3 months",
    ]


def test_the_quarter_by_grade_with_its_interval(open_app: OpenApp) -> None:
    app = open_app("forecast")
    spec = charts(app)["forecast by grade"]
    assert chart_data(spec, "declared_grade", "low", "high") == [
        ("A", 100_000, 500_000),
        ("D", 0, 150_000),
    ]
    assert "Intervals of grades do not add up to that of the total." in prose(app)


def test_a_month_instead_of_three(open_app: OpenApp) -> None:
    app = open_app("forecast", period="month")
    assert headlines(app)[0] == (
        "¥120K expected from 2026-11, 80 % between ¥20K and ¥220K"
    )


def drawn(app: AppTest, headline: str) -> Any:
    """The chart that a screen reader calls by this headline."""
    return next(
        json.loads(chart.proto.spec)
        for chart in app.get("vega_lite_chart")
        if headline in read(chart.proto.alt)
    )


def test_months_ahead_have_both_bands_and_what_was_signed(open_app: OpenApp) -> None:
    spec = drawn(open_app("forecast"), "expected over 2 months")
    ahead = chart_data(spec, "amount", "low_80", "high_80", "low_95", "high_95")
    assert ahead == [
        (120_000, 20_000, 220_000, 0, 300_000),
        (130_000, 20_000, 240_000, 0, 300_000),
    ]
    signed = [layer["data"]["values"] for layer in spec["layer"]][2]
    assert [(row["day"], row["amount"]) for row in signed] == [
        ("2026-09-01T00:00:00", 90_000)
    ]


def test_the_projects_of_grade_a_and_what_they_lack(
    open_app: OpenApp, home: Path
) -> None:
    late = [
        {**row, "expected_sign_on": tiny_fixture.AUGUST, "amount": None}
        if row["project_id"] == "J1"
        else row
        for row in tiny_fixture.OPEN_PROJECTS
    ]
    publish_with(home, "r2", fct_open_projects=late)
    app = open_app("forecast")
    assert shown(app, "quarter_probability") == [0.5]
    assert shown(app, "missing") == ["amount, expected signature is past"]


def test_another_grade_shows_its_projects(open_app: OpenApp) -> None:
    app = open_app("forecast", grade="D")
    assert "1 open project of grade D" in headlines(app)
    assert shown(app, "project_id") == ["J2"]


def test_a_company_without_grades_sees_its_projects(
    open_app: OpenApp, home: Path
) -> None:
    publish(home, "r2", tiny_fixture.projects_only("r2"))
    app = open_app("forecast")
    assert "1 open project without a grade" in headlines(app)
    (listed,) = (each.value for each in app.dataframe if "amount" in each.value)
    assert listed["project_id"].to_list() == ["J1"]
    app = open_app("forecast", "zh")
    assert "1 个未分级的进行中项目" in headlines(app)


def test_projects_open_too_long_are_named(open_app: OpenApp) -> None:
    [warning] = [each.value for each in open_app("forecast").warning if "J" in each.value
                 or "open longer" in each.value]  # fmt: skip
    assert "华盛五金" in warning


def test_the_math_of_a_project(open_app: OpenApp) -> None:
    app = open_app("forecast")
    assert (
        "Its state: grade A; months open 0-2; months in its grade 0. Of 40.0 similar"
        " projects in history, newer ones weighing more, 9.5 were won in the first month."
        " Shrunk step by step towards wider groups, that is 25.0%; times the factor of"
        " its month in the quarter, 20.0%."
    ) in read(prose(app))
    assert shown(app, "probability") == [0.2, 0.3]


def test_the_waterfall_leads_from_one_date_to_the_other(open_app: OpenApp) -> None:
    spec = charts(open_app("forecast"))["changes"]
    ends, moves = (layer["data"]["values"] for layer in spec["layer"][:2])
    assert [(bar["change_type"], bar["high"]) for bar in ends] == [
        ("opening", 700_000),
        ("closing", 450_000),
    ]
    assert [(bar["change_type"], bar["low"], bar["high"]) for bar in moves] == [
        ("new", 700_000, 700_000),
        ("amount_down", 700_000, 650_000),
        ("lost", 650_000, 450_000),
    ]
    app = open_app("forecast")
    app.session_state["open pipeline_changes_by_kind"] = True
    app.run()
    assert shown(app, "amount_change") == [700_000, 0, -50_000, -200_000, 450_000]


def test_changes_of_a_longer_span_are_flows_and_not_ends(open_app: OpenApp) -> None:
    app = open_app("forecast", compare="quarter")
    app.session_state["open pipeline_changes_by_kind"] = True
    app.run()
    assert shown(app, "amount_change") == [
        100_000, 200_000, -50_000, 400_000, -200_000, 450_000
    ]  # fmt: skip
    assert "dates before the first export are reconstructed" in prose(app)


def test_a_kind_of_change_opens_its_records(open_app: OpenApp) -> None:
    app = open_app("forecast", change="lost")
    table = next(each.value for each in app.dataframe if "change_type" in each.value)
    assert list(table["project_id"]) == ["J4"]
    assert list(table["amount_change"]) == [-200_000]


def test_filters_apply_to_changes_and_projects_alone(open_app: OpenApp) -> None:
    app = open_app("forecast", territory="T2")
    assert "the forecast is for the whole company" in prose(app)
    assert headlines(app)[0].startswith("¥370K expected")
    assert "0 open projects of grade A" in headlines(app)
    table = next(each.value for each in app.dataframe if "change_type" in each.value)
    assert list(table["project_id"]) == ["J2"]


def test_nothing_is_compared(open_app: OpenApp) -> None:
    app = open_app("forecast", compare="none")
    assert "Choose a date to compare with to see what changed in the pipeline." in [
        each.value for each in app.info
    ]
    assert "changes" not in charts(app)


def test_a_more_accurate_naive_method_is_in_the_title(
    open_app: OpenApp, home: Path
) -> None:
    rows = [
        {**row, "wape": 0.2} if row["method"] == "run_rate_12" else row
        for row in forecast_fixture.TABLES["fct_forecast_accuracy"]
    ]
    publish_with(home, "r2", fct_forecast_accuracy=rows)
    assert (
        "A naive method is more accurate: run-rate of 12 months off by 20%, model by 40%"
        in headlines(open_app("forecast"))
    )


def test_what_the_intervals_held(open_app: OpenApp) -> None:
    assert (
        "5 finished forecasts, 1 of them stored at the time; bias -10%; 80% fell within the 80 % interval, 100% within the 95 % interval"
    ) in read(prose(open_app("forecast")))


@pytest.mark.parametrize(
    ("step", "months", "wins", "sentence"),
    [
        ("pooled", 4, 0, "A forecast by grade needs 4 more months."),
        (
            "run_rate",
            0,
            29,
            "A forecast from open projects needs 29 more won projects.",
        ),
        ("none", 1, 1, "it needs 1 more month and 1 more won project."),
    ],
)
def test_a_short_history_says_what_it_lacks(
    open_app: OpenApp, home: Path, step: str, months: int, wins: int, sentence: str
) -> None:
    known = dates(
        step=step,
        needed_month_count=months,
        needed_win_count=wins,
        headline_method=None if step == "none" else "model",
    )
    publish_with(home, "r2", **known)
    app = open_app("forecast")
    assert any(sentence in read(each.value) for each in app.info)
    assert ("forecast by grade" in charts(app)) == (step != "none")


def test_backtests_and_reconstructions_are_labelled(
    open_app: OpenApp, home: Path
) -> None:
    assert "stored at the time" in prose(open_app("forecast"))
    publish_with(home, "r2", **dates(is_backtest=True, is_reconstructed=True))
    words = prose(open_app("forecast"))
    assert "computed afterwards from what was known at the time (backtest)" in words
    assert "the pipeline at the time is reconstructed from dates in later rows" in words


def test_without_projects_the_file_to_load_is_named(
    open_app: OpenApp, home: Path
) -> None:
    publish(home, "r2", tiny_fixture.prospects_only("r2"))
    app = open_app("forecast")
    assert any("projects.csv" in read(each.value) for each in app.info)
    assert charts(app) == {}


def test_no_forecast_at_all(open_app: OpenApp, home: Path) -> None:
    publish_with(home, "r2", **dict.fromkeys(forecast_fixture.TABLES, ()))
    app = open_app("forecast")
    assert any("Not enough history" in each.value for each in app.info)
    assert "forecast by grade" not in charts(app)


def test_in_chinese(open_app: OpenApp) -> None:
    app = open_app("forecast", "zh")
    assert headlines(app)[0] == (
        "2026-11 至 2027-01 预计签约 ¥37万，80% 区间为 ¥15万 至 ¥59万"
    )
    assert headlines(app)[7].endswith("主要为失败 -¥20万")
    assert any("看计算过程" in each for each in texts(app))


def test_all_rows_say_evidence_and_days_since_the_last_activity(
    open_app: OpenApp, home: Path
) -> None:
    active = [
        {
            **row,
            "last_activity_on": forecast_fixture.SEPTEMBER,
            "evidence_grade": "unproven",
            "missing_evidence": "situation, determination",
        }
        for row in tiny_fixture.OPEN_PROJECTS
    ]
    publish_with(home, "r2", fct_open_projects=active)
    app = open_app("forecast")
    assert shown(app, "days_since_activity") == [31]
    assert shown(app, "evidence_grade") == ["not proven"]
    assert shown(app, "missing_evidence") == ["situation, determination"]


def test_a_month_opens_the_projects_behind_it(open_app: OpenApp) -> None:
    app = open_app("forecast", month="2026-12")
    assert "Projects in the forecast for 2026-12" in headlines(app)
    table = next(
        each.value for each in app.dataframe if "closed_on" in each.value.columns
    )
    assert list(table["project_id"]) == ["J1"]
    assert list(table["expected_amount"]) == [0.3 * 450_000]
    assert "Projects in the forecast for 2026-12" not in headlines(open_app("forecast"))


def test_a_method_opens_its_finished_forecasts(open_app: OpenApp) -> None:
    app = open_app("forecast", method="model")
    assert "Finished forecasts of the method model" in headlines(app)
    assert shown(app, "error_amount") == [70_000]


def test_the_terms_multiply_to_the_forecast(open_app: OpenApp) -> None:
    app = open_app("forecast")
    app.session_state["open forecast_terms"] = True
    app.run()
    table = next(
        each.value for each in app.dataframe if "counted_amount" in each.value.columns
    )
    product = table["counted_amount"] * table["amount_factor"] * table["probability"]
    assert product.to_list() == pytest.approx(table["won_amount"].to_list())
    assert len(table) == 2
