"""What codes are called stands in the release, in one place for every page and file."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from dashboard import __main__ as command
from dashboard.core import release, view
from dashboard.serving.downloads import making
from dashboard.serving.downloads.making import Job
from dashboard.wording import labels, words
from tests.dashboard import labels_fixture, tiny_fixture
from tests.dashboard.conftest import RELEASE_ID, OpenApp
from tests.dashboard.release_fixture import publish
from tests.dashboard.shown import charts

ROBOTS = {"en": "robots", "zh": "机器人"}
# The vocabulary that names what a column of a seed defines.
NAMED = {
    ("cadence", "grade"): "grade",
    ("evidence_rules", "rule_id"): "evidence_rule",
    ("forecast_methods", "method"): "forecast_method",
    ("grades", "grade"): "grade",
    ("industries", "industry"): "industry",
    ("movements", "movement_type"): "movement",
    ("segments", "segment"): "segment",
    ("stages", "stage"): "stage",
}


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """A copy of the seeds, into which a company has put an industry of its own."""
    copy = tmp_path / "seeds"
    shutil.copytree(labels_fixture.SEEDS, copy)
    append(copy / "industries.csv", ["robotics", "false"])
    append(
        copy / "labels.csv",
        ["industry", "robotics", ROBOTS["en"], ROBOTS["zh"], 20, ""],
    )
    return copy


@pytest.fixture
def robot_maker(home: Path, seeds: Path) -> None:
    """The hand-counted company, where P1 makes robots and P2 a product without a line."""
    own = {"P1": "robotics", "P2": "balloons"}
    prospects = [
        {**row, "industry": own.get(str(row["prospect_id"]), row["industry"])}
        for row in tiny_fixture.PROSPECTS
    ]
    tables = tiny_fixture.company(
        RELEASE_ID,
        dim_prospect_versions=prospects,
        dim_labels=labels_fixture.rows(seeds),
    )
    publish(home, RELEASE_ID, tables)


def append(path: Path, row: list[object]) -> None:
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerow(row)


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_an_industry_of_the_company_is_named_on_the_pages(
    open_app: OpenApp, robot_maker: None, language: str
) -> None:
    app = open_app("records", language)
    shown = dict(app.dataframe[0].value[["prospect_id", "industry"]].to_numpy())
    assert shown["P1"] == ROBOTS[language]
    assert shown["P2"] == "balloons"
    assert ROBOTS[language] in app.selectbox(key="industry").options


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_it_is_named_in_a_file_that_another_process_makes(
    robot_maker: None, tmp_path: Path, language: str
) -> None:
    labels.use(labels.of_rows(()))
    job = Job(
        path=str(tmp_path / "file"),
        name="prospects",
        ending="csv",
        release_id=RELEASE_ID,
        parameters={},
        language=language,
        settings=making.settings_now(),
    )
    assert making.ended(job) == ""
    text = (tmp_path / "file").read_text(encoding="utf-8-sig")
    heading, *rows = csv.reader(io.StringIO(text))
    industry = heading.index("Industry" if language == "en" else "行业")
    assert sorted(row[industry] for row in rows)[0] == "balloons"
    assert ROBOTS[language] in {row[industry] for row in rows}


def test_it_is_named_in_a_report(robot_maker: None, tmp_path: Path) -> None:
    labels.use(labels.of_rows(()))
    out = tmp_path / "report.html"
    arguments = ["report", "--page", "records", "--out", str(out), "--lang", "zh"]
    assert command.main(arguments) == 0
    assert ROBOTS["zh"] in out.read_text(encoding="utf-8")


def test_charts_follow_the_labels_of_the_release(open_app: OpenApp, home: Path) -> None:
    def renamed(row: Mapping[str, object]) -> dict[str, object]:
        is_a = (row["vocabulary"], row["code"]) == ("grade", "A")
        return {**row, "colour": "#123456"} if is_a else dict(row)

    publish(home, "r1", tiny_fixture.company("r1"))
    assert "#123456" not in str(charts(open_app()))
    own = [renamed(row) for row in labels_fixture.rows()]
    publish(home, "r2", tiny_fixture.company("r2", dim_labels=own))
    assert "#123456" in str(charts(open_app()))


def test_a_code_without_a_label_is_shown_as_it_is() -> None:
    assert labels.industry("balloons") == "balloons"
    assert labels.facts("industry, moon_phase") == "industry, moon_phase"


def test_what_has_no_label_in_a_language_is_called_as_in_english() -> None:
    labels.use(labels.of_rows([("industry", "robotics", None, "robots", None)]))
    with words.speaking("zh"):
        assert labels.industry("robotics") == "robots"


def test_grades_are_in_the_order_of_the_seed() -> None:
    rows = [("grade", code, None, code, code) for code in ("E", "A", "ungraded")]
    labels.use(labels.of_rows(rows))
    assert labels.grades() == ["E", "A", "ungraded"]
    assert labels.ranked_grades() == ["E", "A"]


def test_releases_with_the_same_labels_share_them(home: Path) -> None:
    found = []
    for release_id in ("r1", "r2"):
        publish(home, release_id, tiny_fixture.company(release_id))
        with release.open_current() as opened:
            found.append(labels.of(view.of(opened, {}).release))
    assert found[0] is found[1]


@pytest.mark.parametrize(("seed", "column"), NAMED)
def test_every_code_of_the_seeds_has_a_label(seed: str, column: str) -> None:
    named = {
        row["code"]
        for row in labels_fixture.seed("labels")
        if row["vocabulary"] == NAMED[seed, column]
    }
    codes = {row[column] for row in labels_fixture.seed(seed)}
    assert codes - named == set()


def test_every_label_is_unique_in_every_language() -> None:
    rows = labels_fixture.seed("labels")
    assert len({(row["vocabulary"], row["code"]) for row in rows}) == len(rows)
    for language in words.LANGUAGES:
        assert [row["code"] for row in rows if not row[f"label_{language}"]] == []
