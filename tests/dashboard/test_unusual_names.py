"""Names and codes of any letters are shown, chosen and linked as what they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.dashboard import tiny_fixture
from tests.dashboard.conftest import RELEASE_ID, OpenApp
from tests.dashboard.release_fixture import Row, publish
from tests.dashboard.shown import row_words
from tests.dashboard.tiny_fixture import (
    ELECTRONICS,
    OCTOBER,
    PROSPECTS,
    SEPTEMBER,
    SUZHOU,
    company,
    project,
    span,
)

HOSTILE = (
    "<script>alert(1)</script>",
    "**bold** [x](http://example.com) `code` $x$ :red[y] ~~z~~",
    "# heading\n- item | cell",
    'O\'Brien "& Söhne" & 苏州',
    "{0} {name} %s %(x)s {{}}",
    "all",
    "unassigned",
    " ",
)
# A tag, a link or a colour that a backslash does not keep plain.
MARKUP = re.compile(r"(?<!\\)<script|(?<!\\)\]\(http|(?<!\\):red")


@pytest.mark.parametrize(("language", "word"), [("en", "unassigned"), ("zh", "未分配")])
@pytest.mark.parametrize("kind", ["all", "projects"])
def test_records_without_a_territory_say_so_in_words(
    open_app: OpenApp, home: Path, language: str, word: str, kind: str
) -> None:
    alone = project(
        OCTOBER, "J9", None, "ERP", "ungraded", 1, tiny_fixture.NOWHERE, ELECTRONICS
    )
    publish(home, RELEASE_ID, company(RELEASE_ID, fct_open_projects=[alone]))
    app = open_app("overview", language, territory="unassigned", show=kind)
    assert app.dataframe[0].value["territory"].to_list() == [word]


def named(*names: str) -> list[Row]:
    """Territories T1, T2 … with these names, and the pseudo-territory."""
    return [
        {"territory_id": f"T{number}", "name": name, "rep_id": "R1", "team": "East"}
        for number, name in enumerate(names, start=1)
    ] + [tiny_fixture.TERRITORIES[-1]]


def test_territories_of_one_name_are_distinct(open_app: OpenApp, home: Path) -> None:
    publish(
        home,
        RELEASE_ID,
        company(RELEASE_ID, dim_territories=named("East", "East", "All")),
    )
    app = open_app()
    assert app.selectbox(key="territory").options == [
        "All territories",
        "East (T1)",
        "East (T2)",
        "unassigned",
    ]
    assert {"East (T1)", "East (T2)"} <= set(row_words(app))
    app.selectbox(key="territory").set_value("T2").run()
    assert app.dataframe[0].value["prospect_id"].to_list() == ["P3"]


def test_a_territory_called_as_the_choice_of_all(open_app: OpenApp, home: Path) -> None:
    publish(
        home,
        RELEASE_ID,
        company(RELEASE_ID, dim_territories=named("All territories", "x")),
    )
    app = open_app()
    app.selectbox(key="territory").set_value("T1").run()
    assert app.dataframe[0].value["prospect_id"].to_list() == ["P1", "P2"]


def test_a_territory_named_like_the_choice_of_all_is_distinct(
    open_app: OpenApp, home: Path
) -> None:
    publish(
        home,
        RELEASE_ID,
        company(RELEASE_ID, dim_territories=named("All territories", "x")),
    )
    options = open_app().selectbox(key="territory").options
    assert len(set(options)) == len(options)


@pytest.mark.parametrize("name", HOSTILE)
def test_names_are_text_not_markup(open_app: OpenApp, home: Path, name: str) -> None:
    spans = [
        {**each, "name": name, "city": name, "district": name, "industry": name}
        for each in PROSPECTS
    ]
    reps = [{**each, "name": name} for each in tiny_fixture.REPS]
    publish(
        home,
        RELEASE_ID,
        company(
            RELEASE_ID,
            dim_prospect_versions=spans,
            dim_territories=named(name, name + " 2"),
            dim_reps=reps,
        ),
    )
    for page in ("overview", "records"):
        app = open_app(page, territory="T1")
        assert not app.error
        marked_down = [each.value for each in [*app.markdown, *app.header, *app.info]]
        assert not [text for text in marked_down if re.search(MARKUP, text)]
    app = open_app(territory="T1")
    assert set(app.dataframe[0].value["name"]) == {name}


@pytest.mark.parametrize("code", ["T 1/2", "苏州#1", "a&b=c?d", 'O\'Brien "x"', "%41+"])
def test_codes_of_any_letters(open_app: OpenApp, home: Path, code: str) -> None:
    place = {**SUZHOU, "territory_id": code, "team": code, "rep_id": code}
    spans = [span("P1", "恒达电子", "A", place, ELECTRONICS, SEPTEMBER), PROSPECTS[3]]
    publish(
        home,
        RELEASE_ID,
        company(
            RELEASE_ID,
            dim_prospect_versions=spans,
            dim_territories=[{"territory_id": code, "name": "Suzhou", "team": code}],
        ),
    )
    for name in ("team", "rep", "territory"):
        app = open_app("records", **{name: code})
        assert app.selectbox(key=name).value == code
        assert app.query_params[name] == code
        assert app.dataframe[0].value["prospect_id"].to_list() == ["P1"]
