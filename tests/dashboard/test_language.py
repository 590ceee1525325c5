"""The interface speaks the language of the link, of the switch, or of the browser."""

from __future__ import annotations

import pytest

from dashboard.app_pages.registry import PAGES
from tests.dashboard.conftest import OpenApp

pytestmark = pytest.mark.usefixtures("company")


def test_a_link_survives_the_change_of_page(open_app: OpenApp) -> None:
    app = open_app("data", "zh")
    assert app.title[0].value == "数据质量"
    for page, title in (("records", "记录"), ("overview", "总览")):
        app.switch_page(PAGES[page].script).run()
        assert app.title[0].value == title
        assert app.query_params["lang"] == "zh"


def test_switch_is_in_the_url(open_app: OpenApp) -> None:
    app = open_app()
    app.button_group(key="lang").set_value("zh").run()
    assert app.title[0].value == "总览"
    assert app.query_params["lang"] == "zh"
    app.button_group(key="lang").set_value("en").run()
    assert app.title[0].value == "Overview"


@pytest.mark.parametrize("asked", ["de", "", "zh'", "ZH"])
def test_an_unknown_language_falls_back(open_app: OpenApp, asked: str) -> None:
    app = open_app("overview", asked)
    assert app.title[0].value == "Overview"
    assert app.button_group(key="lang").value == "en"


def test_two_readers_speak_their_own(open_app: OpenApp) -> None:
    one, other = open_app("overview", "zh"), open_app("overview", "en")
    one.run()
    assert (one.title[0].value, other.title[0].value) == ("总览", "Overview")
