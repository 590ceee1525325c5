"""Before its figures a page says how old they are and which checks failed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from dashboard.app_pages.registry import PAGES
from tests.dashboard import tiny_fixture
from tests.dashboard.conftest import RELEASE_ID, OpenApp
from tests.dashboard.release_fixture import publish
from tests.dashboard.shown import read


@pytest.mark.parametrize(
    ("days", "is_told"), [("34", True), ("35", False), ("", False), ("nonsense", False)]
)
def test_stale_data(
    open_app: OpenApp,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    days: str,
    is_told: bool,
) -> None:
    """Unset or nonsense is the default of 35 days."""
    monkeypatch.setenv("ACRE_STALE_AFTER_DAYS", days)
    exported_on = dt.date.today() - dt.timedelta(days=35)
    tables = tiny_fixture.prospects_only(RELEASE_ID)
    tables["dim_as_of_dates"] = [{**tiny_fixture.OCTOBER_ROW, "as_of": exported_on}]
    publish(home, RELEASE_ID, tables)
    app = open_app()
    assert "newest snapshot 35 days ago" in read(app.caption[0].value)
    warnings = [read(warning.value) for warning in app.warning]
    assert [text.split(". ")[0] for text in warnings] == (
        ["The newest export is of 25 Oct 2026 (35 days ago)"] if is_told else []
    )
    if is_told:
        assert "appears after 34 days (ACRE_STALE_AFTER_DAYS)" in warnings[0]


@pytest.mark.parametrize(
    ("age", "words"), [(0, "today"), (1, "1 day ago"), (-3, "today")]
)
def test_age_of_the_newest_snapshot(
    open_app: OpenApp, home: Path, age: int, words: str
) -> None:
    exported_on = dt.date.today() - dt.timedelta(days=age)
    tables = tiny_fixture.prospects_only(RELEASE_ID)
    tables["dim_as_of_dates"] = [{**tiny_fixture.OCTOBER_ROW, "as_of": exported_on}]
    publish(home, RELEASE_ID, tables)
    assert f"newest snapshot {words} ·" in read(open_app().caption[0].value)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "en",
            "**1 warning from 2 checks**. First: Every prospect belongs to a delivered territory. (2 rows do not) See Data quality.",
        ),
        (
            "zh",
            "**2 项检查中有 1 项警告**，首项：每家潜在客户都属于已导出的责任区。"
            "（2 行不符）详见“数据质量”页。",
        ),
    ],
)
def test_failed_checks_are_named(
    open_app: OpenApp, home: Path, language: str, sentence: str
) -> None:
    publish(home, RELEASE_ID, tiny_fixture.company(RELEASE_ID))
    for page in PAGES:
        banner = open_app(page, language).warning[0].value
        assert read(banner) == sentence


def test_a_check_that_could_not_run_is_named(open_app: OpenApp, home: Path) -> None:
    tables = tiny_fixture.company(RELEASE_ID)
    tables["fct_check_results"] = [
        {**row, "failed_count": None} for row in tables["fct_check_results"]
    ]
    publish(home, RELEASE_ID, tables)
    assert "(could not be checked)" in read(open_app().warning[0].value)


def test_passed_checks_need_no_banner(open_app: OpenApp, home: Path) -> None:
    publish(home, RELEASE_ID, tiny_fixture.projects_only(RELEASE_ID))
    assert not open_app().warning


def test_a_release_without_checks_does_not_say_that_all_passed(
    open_app: OpenApp, home: Path
) -> None:
    tables = tiny_fixture.company(RELEASE_ID, fct_check_results=[])
    publish(home, RELEASE_ID, tables)
    headlines = [header.value for header in open_app("data").header]
    assert "All 0 checks passed" not in headlines
