"""Numbers, amounts and dates as each language writes them."""

from __future__ import annotations

import datetime as dt

import pytest

from dashboard.wording import formats, words


@pytest.mark.parametrize(
    ("amount", "english", "chinese"),
    [
        (0, "¥0", "¥0"),
        (950, "¥950", "¥950"),
        (12_345, "¥12.3K", "¥1.23万"),
        (-123_456, "-¥123K", "-¥12.3万"),
        (999_600, "¥1M", "¥100万"),
        (12_345_678, "¥12.3M", "¥1230万"),
        (123_456_789, "¥123M", "¥1.23亿"),
        (1_200_000_000, "¥1.2B", "¥12亿"),
    ],
)
def test_money_has_three_digits(amount: int, english: str, chinese: str) -> None:
    assert formats.money(amount) == english
    with words.speaking("zh"):
        assert formats.money(amount) == chinese


@pytest.mark.parametrize(
    ("currency", "english", "chinese"),
    [
        ("EUR", "€1.5M", "€150万"),
        ("TWD", "NT$1.5M", "NT$150万"),
        ("USD", "$1.5M", "US$150万"),
    ],
)
def test_currency_is_configurable(
    currency: str, english: str, chinese: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACRE_CURRENCY", currency)
    assert formats.money(1_500_000) == english
    with words.speaking("zh"):
        assert formats.money(1_500_000) == chinese


def test_dates_are_in_words() -> None:
    day = dt.date(2026, 9, 3)
    assert formats.day(day) == "3 Sep 2026"
    with words.speaking("zh"):
        assert formats.day(day) == "2026年9月3日"


def test_counts_and_shares() -> None:
    assert formats.count(2391) == "2,391"
    assert formats.share(0.083) == "8%"
    assert formats.share(1.25) == "125%"


@pytest.mark.parametrize(("value", "text"), [(3, "+3"), (-3, "-3"), (0, "3")])
def test_signs_are_those_that_metrics_read(value: int, text: str) -> None:
    assert formats.signed("3", value) == text


def test_axes_step_by_ten_thousands_in_chinese() -> None:
    assert "'M'" in formats.compact("datum.value")
    with words.speaking("zh"):
        assert "'万'" in formats.compact("datum.value")
        assert "'亿'" in formats.compact("datum.value")


def test_days_in_charts_are_written_as_on_the_page() -> None:
    assert formats.vega_day() == "%-d %b %Y"
    with words.speaking("zh"):
        assert formats.vega_day() == "%Y年%-m月%-d日"
