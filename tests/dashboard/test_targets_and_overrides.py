"""Targets and manager overrides on the page Forecast."""

from __future__ import annotations

import datetime as dt
import json
import math
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.core import overrides
from dashboard.core.overrides import Override
from dashboard.ui import override_checks
from dashboard.ui.canvas import Field
from tests.dashboard import forecast_fixture, tiny_fixture
from tests.dashboard.conftest import OpenApp
from tests.dashboard.release_fixture import publish
from tests.dashboard.shown import chart_data, charts, prose, read

pytestmark = pytest.mark.usefixtures("company")
NOVEMBER = dt.date(2026, 11, 1)


@pytest.fixture
def company(home: Path) -> None:
    publish(home, "r1", tiny_fixture.company("r1"))


def headlines(app: AppTest) -> list[str]:
    return [read(header.value) for header in app.header]


def shown(app: AppTest, column: str) -> list[object]:
    """A column of the first table that has it."""
    tables = [each.value for each in app.dataframe]
    return next(list(table[column]) for table in tables if column in table)


def entry(**other: object) -> Override:
    values = {
        "territory_id": "T1", "target_grain": "quarter", "target_start": NOVEMBER,
        "override_amount": 350_000.0, "system_amount": 320_000.0, "author": "王总",
        "reason": "合同已盖章", "release_id": "r1", "as_of": tiny_fixture.OCTOBER,
        **other,
    }  # fmt: skip
    return Override(**values)  # type: ignore[arg-type]


def kept(home: Path) -> list[dict[str, object]]:
    files = sorted((home / "overrides").glob("*"))
    return [json.loads(each.read_text(encoding="utf-8")) for each in files]


def fill(app: AppTest, **values: object) -> AppTest:
    """Fill in the form and send it."""
    boxes = {read(each.label): each for each in app.selectbox}
    texts = {read(each.label): each for each in app.text_input}
    if "territory" in values:
        boxes["Territory"].select(values["territory"])
    if "period" in values:
        boxes["Period"].select(values["period"])
    if "amount" in values:
        [number] = app.number_input
        number.set_value(values["amount"])  # type: ignore[arg-type]
    for name, label in (("reason", "Reason"), ("author", "Your name")):
        texts[label].set_value(str(values.get(name, "")))
    [send] = [each for each in app.button if each.label == "Save"]
    return send.click().run()


def test_the_quarter_shows_target_and_override(
    open_app: OpenApp,
) -> None:
    app = open_app("forecast")
    assert (
        "2026 Q4: target ¥600K, ¥90K signed so far; ¥400K expected in total; ¥420K with manager overrides"
    ) in read(prose(app))
    assert ("With the override of 1 territory: ¥390K") in read(prose(app))
    spec = charts(app)["forecast by grade"]
    marks = [layer["data"]["values"] for layer in spec["layer"] if "data" in layer]
    assert [
        row["amount"] for values in marks for row in values if "name" in row
    ] == [390_000]  # fmt: skip
    assert chart_data(spec, "declared_grade", "low") == [("A", 100_000), ("D", 0)]


def test_targets_by_territory_blank_where_not_known(open_app: OpenApp) -> None:
    app = open_app("forecast")
    assert "2026 Q4: ¥400K expected, 67% of the target ¥600K" in headlines(app)
    assert shown(app, "scope_type") == ["company", "team", "territory", "territory"]
    assert shown(app, "gap_amount")[:3] == [510_000] * 3
    last = next(each.value for each in app.dataframe if "gap_amount" in each.value)
    assert last["target_amount"].isna().tolist() == [False, False, False, True]
    assert last["coverage_rate"].isna().tolist() == [False, False, False, True]


def test_a_territory_leaves_its_own_target(open_app: OpenApp) -> None:
    app = open_app("forecast", territory="T2")
    assert shown(app, "forecast_amount") == [50_000]
    assert "No target for 2026 Q4 in this selection" in headlines(app)


def test_without_targets_the_page_names_the_file(open_app: OpenApp, home: Path) -> None:
    publish(home, "r2", tiny_fixture.company("r2", fct_targets=[]))
    app = open_app("forecast")
    assert any("targets.csv" in read(each.value) for each in app.info)


def test_a_link_to_a_quarter_without_targets_shows_the_current_one(
    open_app: OpenApp,
) -> None:
    app = open_app("forecast", quarter="1999-01-01")
    assert not app.exception
    assert not app.error
    assert headlines(app) == headlines(open_app("forecast"))


def test_an_older_date_shows_none_of_it(open_app: OpenApp, home: Path) -> None:
    [row] = forecast_fixture.TABLES["dim_forecast_dates"]
    other = tiny_fixture.company("r2", dim_forecast_dates=[{**row, "is_newest": False}])
    publish(home, "r2", other)
    words = prose(open_app("forecast"))
    assert "Targets and manager overrides are shown at the newest date" in read(words)
    assert "with manager overrides" not in words


def test_overrides_and_who_was_closer(open_app: OpenApp) -> None:
    app = open_app("forecast")
    assert "1 manager override in use" in headlines(app)
    assert shown(app, "override_amount") == [340_000, 330_000]
    assert (
        "Managers were closer: off by 20%, the system by 30%"
    ) in read(prose(app))  # fmt: skip


def test_an_override_is_saved_next_to_the_release(
    open_app: OpenApp, home: Path
) -> None:
    app = fill(
        open_app("forecast"), territory="T2", period="quarter 2026-11-01",
        amount=75_000.0, reason=" 客户已选定 ", author="王总",
    )  # fmt: skip
    assert [read(each.value) for each in app.error] == []
    [found] = kept(home)
    assert {name: found[name] for name in found.keys() - {"override_id", "entered_at"}} == {
        "territory_id": "T2", "target_grain": "quarter", "target_start": "2026-11-01",
        "override_amount": 75_000.0, "system_amount": 50_000.0, "author": "王总",
        "reason": "客户已选定", "release_id": "r1", "as_of": "2026-10-31",
    }  # fmt: skip
    assert any("Saved." in read(each.value) for each in app.success)
    assert "Wuxi, 2026-11 to 2027-01: ¥75K by 王总 – 客户已选定" in read(prose(app))


def test_each_missing_field_is_named(open_app: OpenApp, home: Path) -> None:
    app = fill(open_app("forecast"), amount=-5.0)
    assert [read(each.value) for each in app.error] == [
        "Choose a territory.",
        "Choose a period.",
        "The amount cannot be below 0: enter what you expect to be signed.",
        "Explain why you expect a different amount than the system.",
        "Enter your name.",
    ]
    assert not (home / "overrides").exists()


@pytest.mark.parametrize(
    ("entered", "sentence"),
    [
        ({"amount": 1e17}, "The amount must be a number below 1,000,000,000,000,000."),
        ({"amount": 1e15}, "The amount must be a number below 1,000,000,000,000,000."),
        ({"amount": math.inf}, "The amount must be a number below 1,000,000,000,000,000."),
        ({"amount": -math.inf}, "The amount must be a number below 1,000,000,000,000,000."),
        ({"amount": math.nan}, "The amount must be a number below 1,000,000,000,000,000."),
        ({"reason": "x" * 1001}, "The reason is too long: 1001 letters, at most 1000."),
        ({"author": "王" * 101}, "Your name is too long: 101 letters, at most 100."),
        ({"reason": "a\x00b"}, "The reason has characters that cannot be shown:"
                               " retype it on one line."),
        ({"author": "a\nb"}, "Your name has characters that cannot be shown: retype"
                             " it on one line."),
        ({"author": "a\u202eb"}, "Your name has characters that cannot be shown:"
                                 " retype it on one line."),
        ({"territory": "T9"}, "Choose a territory."),
        ({"period": "year 2026-01-01"}, "Choose a period."),
    ],
)  # fmt: skip
def test_what_a_browser_could_not_enter_is_refused(
    home: Path, entered: dict[str, str | float], sentence: str
) -> None:
    fields = [
        Field("territory", "", {"T1": "Suzhou"}),
        Field("period", "", {"quarter 2026-11-01": "2026 Q4"}),
    ]
    right: dict[str, str | float | None] = {
        "territory": "T1", "period": "quarter 2026-11-01",
        "amount": 999_999_999_999_999.0, "reason": "r" * 1000, "author": "王" * 100,
    }  # fmt: skip
    assert override_checks.problems(fields, right) == []
    assert override_checks.problems(fields, {**right, **entered}) == [sentence]


def test_an_amount_of_1e17_is_refused_at_the_form(
    open_app: OpenApp, home: Path
) -> None:
    app = fill(
        open_app("forecast"), territory="T2", period="quarter 2026-11-01",
        amount=1e17, reason="=1+1", author="mallory",
    )  # fmt: skip
    assert [read(each.value) for each in app.error] == [
        "The amount must be a number below 1,000,000,000,000,000."
    ]
    assert not (home / "overrides").exists()


def test_without_sign_in_nothing_can_be_entered(
    open_app: OpenApp, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app("forecast")
    monkeypatch.setenv("ALLOW_ANONYMOUS", "1")
    fill(
        app, territory="T2", period="quarter 2026-11-01", amount=75_000.0,
        reason="r", author="a",
    )  # fmt: skip
    assert not (home / "overrides").exists()
    assert not app.text_input
    assert not app.number_input
    assert "Read only" in read(prose(app))
    links = [each.url for each in app.get("link_button")]  # type: ignore[union-attr]
    assert any("/download/overrides.csv?" in link for link in links)


def test_an_override_that_cannot_be_saved_shows_no_path(
    open_app: OpenApp, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_home: Path, _entry: Override) -> str:
        raise OSError(28, "No space left on device", str(home / "overrides" / "x"))

    monkeypatch.setattr(overrides, "keep", full)
    app = fill(
        open_app("forecast"), territory="T2", period="quarter 2026-11-01",
        amount=75_000.0, reason="r", author="a",
    )  # fmt: skip
    assert [read(each.value) for each in app.error] == [
        "Not saved (No space left on device): ask whoever runs Acre."
    ]


def test_overrides_never_overwrite_each_other(home: Path) -> None:
    now = dt.datetime(2026, 11, 4, 8, tzinfo=dt.UTC)
    ids = [overrides.keep(home, entry(), now) for _each in range(3)]
    assert [row["override_id"] for row in kept(home)] == ids
    assert [row["entered_at"] for row in kept(home)] == [
        "2026-11-04 08:00:00.000000",
        "2026-11-04 08:00:00.000001",
        "2026-11-04 08:00:00.000002",
    ]


def test_after_a_clock_set_back_the_newest_entry_stays_the_latest(home: Path) -> None:
    noon = dt.datetime(2026, 11, 4, 12, tzinfo=dt.UTC)
    first = overrides.keep(home, entry(), noon)
    (home / "overrides" / "29999999T000000000000Z-a.json").write_text("{}")
    second = overrides.keep(home, entry(), noon - dt.timedelta(days=30))
    assert [row.get("override_id") for row in kept(home)] == [first, second, None]
    assert kept(home)[1]["entered_at"] == "2026-11-04 12:00:00.000001"


def test_a_full_disk_leaves_no_half_entry(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="No space"):
        overrides.keep(home, entry())
    assert list((home / "overrides").iterdir()) == []


def test_what_a_release_knows_is_no_news(home: Path) -> None:
    first, second = (
        overrides.keep(home, entry(), dt.datetime(2026, 11, day, tzinfo=dt.UTC))
        for day in (4, 5)
    )
    since = overrides.entered_since(home, {first})
    assert [each["override_id"] for each in since] == [second]


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"[]",
        b"\xff",
        b"{}",
        b'{"target_start": "soon"}',
        b'{"territory_id": "T1", "target_grain": "month", "target_start": "2026-11-01",'
        b' "override_amount": 1e17, "author": "a", "reason": "b"}',
        b'{"territory_id": 1, "target_grain": "month", "target_start": "2026-11-01",'
        b' "override_amount": 1, "author": "a", "reason": "b"}',
    ],
    ids=["half", "a list", "no text", "empty", "no date", "1e17", "a number"],
)
def test_a_file_that_is_no_entry_is_no_news(home: Path, content: bytes) -> None:
    kept_id = overrides.keep(home, entry())
    (home / "overrides" / "29990101-broken.json").write_bytes(content)
    since = overrides.entered_since(home, set())
    assert [each["override_id"] for each in since] == [kept_id]


def test_in_chinese(open_app: OpenApp) -> None:
    app = open_app("forecast", "zh")
    assert "2026 年第 4 季度 预计 ¥40万，为目标 ¥60万 的 67%" in headlines(app)


def test_of_many_territories_some_are_chosen_first(
    open_app: OpenApp, home: Path
) -> None:
    tables = tiny_fixture.company("r2")
    [first, *_others] = tables["fct_territory_forecasts"]
    tables["fct_territory_forecasts"] = [
        *tables["fct_territory_forecasts"],
        *(
            {**first, "scope_type": "territory", "scope_id": f"T{number}"}
            for number in range(10, 510)
        ),
    ]
    publish(home, "r2", tables)
    app = open_app("forecast")
    assert [each for each in app.info if each.value.startswith("Choose a team, a rep")]
    assert "Your name" not in [each.label for each in app.text_input]
    app = open_app("forecast", territory="T1")
    assert "Your name" in [read(each.label) for each in app.text_input]


def test_without_overrides_that_is_reported(open_app: OpenApp, home: Path) -> None:
    publish(home, "r2", tiny_fixture.company("r2", fct_overrides=[]))
    assert "No manager has overridden these territories yet" in headlines(
        open_app("forecast")
    )


def test_the_amount_is_asked_in_the_currency_of_the_company(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACRE_CURRENCY", "EUR")
    (asked,) = open_app("forecast").number_input
    assert asked.label == "Amount you expect (€)"
