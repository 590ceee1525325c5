"""Numbers, amounts and dates as the language in use writes them."""

from __future__ import annotations

import datetime as dt
import math
from functools import lru_cache

from babel import numbers
from babel.dates import format_date

from dashboard.core.settings import currency
from dashboard.wording import words

# Babel writes CNY as "CN¥" in English; readers of one company's own sales need no CN.
_SYMBOLS = {"CNY": "¥", "TWD": "NT$", "HKD": "HK$"}
_DAY_PATTERNS = {"en": "d MMM y"}
_SIGNIFICANT_DIGITS = 3
# Babel takes its time, and pages write the same numbers and dates again and again.
_KEPT = 5000


def count(value: int) -> str:
    """A whole number with separators: 2,391."""
    return _count(value, words.language())


@lru_cache(maxsize=_KEPT)
def _count(value: int, language: str) -> str:
    return str(numbers.format_decimal(value, locale=words.locale()))


def share(value: float) -> str:
    """A ratio as whole percent: 0.083 is 8%."""
    return str(numbers.format_percent(value, locale=words.locale()))


def money(value: float) -> str:
    """An amount in three significant digits: ¥12.3M, in Chinese ¥1230万."""
    text = numbers.format_compact_currency(
        _rounded(value), currency(), locale=words.locale(), fraction_digits=2
    )
    return _with_symbol(str(text))


def day(value: dt.date) -> str:
    """A date in words: 31 Oct 2026, in Chinese 2026年10月31日."""
    return _day(value, words.language())


@lru_cache(maxsize=_KEPT)
def _day(value: dt.date, language: str) -> str:
    locale = words.locale()
    pattern = _DAY_PATTERNS.get(locale.language, "long")
    return str(format_date(value, pattern, locale=locale))


def signed(text: str, value: float) -> str:
    """Put a sign before the text of a magnitude; ASCII, as st.metric wants it."""
    if value == 0:
        return text
    return f"+{text}" if value > 0 else f"-{text}"


def vega_day() -> str:
    """A date in words as a pattern of Vega's timeFormat, as `day` writes it."""
    return "%Y年%-m月%-d日" if words.locale().language == "zh" else "%-d %b %Y"


def compact(value: str) -> str:
    """A Vega expression that writes a value compactly in the language in use."""
    steps = (
        ((1e8, "亿"), (1e4, "万"))
        if words.locale().language == "zh"
        else ((1e9, "B"), (1e6, "M"), (1e3, "K"))
    )
    expression = f"format({value}, ',')"
    for size, unit in reversed(steps):
        scaled = f"format({value} / {size:.0f}, '.3~r') + '{unit}'"
        expression = f"abs({value}) >= {size:.0f} ? {scaled} : {expression}"
    return expression


def currency_symbol() -> str:
    """The sign of the currency in use."""
    code = currency()
    return _SYMBOLS.get(code) or str(
        numbers.get_currency_symbol(code, locale=words.locale())
    )


def _rounded(value: float) -> float:
    if not value:
        return 0
    magnitude = math.floor(math.log10(abs(value)))
    return round(value, _SIGNIFICANT_DIGITS - 1 - magnitude)


def _with_symbol(text: str) -> str:
    own = str(numbers.get_currency_symbol(currency(), locale=words.locale()))
    return text.replace(own, currency_symbol())
