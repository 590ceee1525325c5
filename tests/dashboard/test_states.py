"""Each page in each state says what is there, what is missing and what to run."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dashboard.app_pages.registry import PAGES
from dashboard.core import release
from dashboard.queries import lists
from tests.dashboard import tiny_fixture
from tests.dashboard.conftest import RELEASE_ID, OpenApp
from tests.dashboard.release_fixture import entities, publish
from tests.dashboard.shown import prose, read

LANGUAGES = ("en", "zh")


@pytest.fixture
def prospects_only(home: Path) -> Path:
    return publish(home, RELEASE_ID, tiny_fixture.prospects_only(RELEASE_ID))


@pytest.fixture
def projects_only(home: Path) -> Path:
    return publish(home, RELEASE_ID, tiny_fixture.projects_only(RELEASE_ID))


@pytest.fixture
def empty(home: Path) -> Path:
    return publish(home, RELEASE_ID, {"fct_entities": entities({})})


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("language", "title"), [("en", "There is no release yet"), ("zh", "尚无发布版本")]
)
def test_no_release(open_app: OpenApp, page: str, language: str, title: str) -> None:
    app = open_app(page, language)
    assert title in app.info[0].value
    assert "`make run`" in app.info[0].value
    assert len(app.title) == 1


@pytest.mark.parametrize("page", PAGES)
def test_deleted_release(
    open_app: OpenApp, company: Path, home: Path, page: str
) -> None:
    shutil.rmtree(company)
    app = open_app(page)
    error = read(app.error[0].value)
    assert f"The folder of the current release is gone: releases/{RELEASE_ID}." in error
    assert str(home) not in error
    assert "`make publish`" in app.error[0].value
    assert len(app.title) == 1


def test_release_deleted_under_an_open_page(open_app: OpenApp, company: Path) -> None:
    app = open_app()
    shutil.rmtree(company)
    app.run()
    assert not app.error
    assert app.metric[0].value == "4"


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ('Cannot open "{home}/releases/r/x": gone', 'Cannot open "releases/r/x": gone'),
        ("in {home}", "in …"),
        ("at /usr/lib/x.py, line 3", "at … line 3"),
        ("at ('/a b/c')", "at ('… b/c')"),
        ("C:\\Users\\x", "…"),
        ("1/2 of a/b, as https://x", "1/2 of a/b, as https://x"),
    ],
)
def test_no_path_from_the_root_is_shown(home: Path, told: str, shown: str) -> None:
    assert release.without_paths(told.format(home=home)) == shown


def test_damaged_release(open_app: OpenApp, company: Path, home: Path) -> None:
    (company / "release.duckdb").write_bytes(b"x" * 9000)
    app = open_app()
    error = read(app.error[0].value)
    assert "cannot be read (releases/" in error
    assert str(home) not in error
    assert app.title[0].value == "Overview"


@pytest.mark.parametrize(
    "mart", ["fct_list_attributes", "dim_as_of_dates", "fct_entities"]
)
def test_release_of_another_version(
    open_app: OpenApp, home: Path, mart: str, caplog: pytest.LogCaptureFixture
) -> None:
    publish(home, "r1", tiny_fixture.company("r1"))
    app = open_app("overview", territory="T1")
    publish(home, "r2", tiny_fixture.company("r2"), left_out=[mart])
    app.run()
    error = read(app.error[0].value)
    assert mart in error
    assert "`make build`" in error
    assert "CatalogException" in caplog.text


def test_a_release_of_another_version_keeps_the_title_of_the_page(
    open_app: OpenApp, home: Path
) -> None:
    publish(home, "r1", tiny_fixture.company("r1"))
    app = open_app("records")
    publish(home, "r2", tiny_fixture.company("r2"), left_out=["fct_list_counts"])
    app.run()
    assert [title.value for title in app.title] == ["Records"]


def test_fault_of_ours_is_logged_not_shown(
    open_app: OpenApp,
    company: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    app = open_app()
    monkeypatch.setattr(lists, "by_grade", lambda view: 1 / 0)
    app.run()
    assert "could not be drawn" in app.error[0].value
    assert not app.exception
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_empty_release(open_app: OpenApp, empty: Path, language: str) -> None:
    for page in ("overview", "records"):
        app = open_app(page, language)
        assert "prospects.csv" in read(app.info[0].value)
        assert not app.metric
        assert not app.selectbox
    app = open_app("data", language)
    assert "contacts.csv" in app.info[0].value
    assert len(app.dataframe[0].value) == 15


@pytest.mark.parametrize("language", LANGUAGES)
def test_projects_only(open_app: OpenApp, projects_only: Path, language: str) -> None:
    app = open_app("overview", language)
    assert "prospects.csv" in read(app.info[0].value)
    assert [metric.value for metric in app.metric] == (
        ["1", "¥300K"] if language == "en" else ["1", "¥30万"]
    )
    assert len(app.get("vega_lite_chart")) == 1
    assert app.dataframe[0].value["project_id"].to_list() == ["J1"]


def test_projects_only_compares_with_a_reconstructed_past(
    open_app: OpenApp, projects_only: Path
) -> None:
    sentence = "Open pipeline · change since 30 Sep 2026 (reconstructed)"
    assert sentence in read(prose(open_app()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_prospects_only(open_app: OpenApp, prospects_only: Path, language: str) -> None:
    app = open_app("overview", language)
    assert "projects.csv" in read(app.info[0].value)
    assert [metric.value for metric in app.metric] == ["4", "1", "1", "0", "1", "1"]
    assert len(app.get("vega_lite_chart")) == 3


@pytest.mark.parametrize("state", ["prospects_only", "projects_only"])
def test_records_of_what_is_absent_are_not_offered(
    open_app: OpenApp, request: pytest.FixtureRequest, state: str
) -> None:
    request.getfixturevalue(state)
    app = open_app("records")
    assert len(app.info) == 1
    assert len(app.button_group(key="show").options) == 1
    assert len(app.dataframe[0].value) in (1, 4)


@pytest.mark.parametrize("page", ["overview", "records"])
def test_filters_that_leave_nothing(
    open_app: OpenApp, company: Path, page: str
) -> None:
    app = open_app(page, grade="D", territory="T1")
    assert read(app.info[0].value) == (
        "No prospect or open project on 31 Oct 2026 matches all filters: Territory Suzhou, Grade D. Remove one or press Reset."
    )
    assert not app.metric
    assert not app.get("vega_lite_chart")
    assert {"territory", "grade"} <= {box.key for box in app.selectbox}
    app.button[0].click().run()
    assert not app.info


@pytest.mark.parametrize("name", ["team", "territory", "grade", "line", "segment"])
def test_a_link_with_an_unknown_code_leaves_nothing(
    open_app: OpenApp, company: Path, name: str
) -> None:
    app = open_app(**{name: "none such'; drop table x"})
    assert "none such'; drop table x" in read(app.info[0].value)
    assert not app.metric


@pytest.mark.parametrize("name", ["show", "lang", "compare", "as_of"])
def test_a_link_with_an_unknown_choice_shows_everything(
    open_app: OpenApp, company: Path, name: str
) -> None:
    app = open_app("records", **{name: "none such'; drop table x"})
    assert not app.info
    assert len(app.dataframe[0].value) == 4


def test_a_date_before_all_snapshots_is_reported(
    open_app: OpenApp, company: Path
) -> None:
    app = open_app(as_of="2001-01-31")
    assert read(app.info[0].value).startswith(
        "No snapshot of 31 Jan 2001: the first is of"
    )
    assert read(app.info[0].value).endswith("This is the newest.")
    assert not open_app(as_of="2026-10-31").info


def test_before_the_first_list_only_projects_are_shown(
    open_app: OpenApp, company: Path
) -> None:
    app = open_app(as_of="2026-08-31")
    assert [metric.value for metric in app.metric] == ["1", "¥100K"]
    assert "As of **31 Aug 2026 (reconstructed)**" in read(app.caption[0].value)
    assert len(app.get("vega_lite_chart")) == 1


def test_one_run_shows_one_release(
    open_app: OpenApp, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A release that is published while a page is drawn shows in the next run."""
    publish(home, "r1", tiny_fixture.company("r1"))
    app = open_app()
    before = prose(app)
    query = lists.by_grade

    def publishing(view: object) -> object:
        if not (home / "releases" / "r2").exists():
            publish(home, "r2", tiny_fixture.projects_only("r2"))
        return query(view)  # type: ignore[arg-type]

    monkeypatch.setattr(lists, "by_grade", publishing)
    app.run()
    assert prose(app) == before
    app.run()
    assert [metric.value for metric in app.metric] == ["1", "¥300K"]
    assert release.open_paths() == [home / "releases" / "r2" / "release.duckdb"]


def test_new_release_is_shown_by_the_next_run(open_app: OpenApp, home: Path) -> None:
    publish(home, "r1", tiny_fixture.projects_only("r1"))
    app = open_app()
    assert len(app.metric) == 2
    publish(home, "r2", tiny_fixture.company("r2"))
    app.run()
    assert len(app.metric) == 9
    assert release.open_paths() == [home / "releases" / "r2" / "release.duckdb"]
