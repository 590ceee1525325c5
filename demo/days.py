"""Month ends, working days and the seasons of signing in China."""

import calendar
import datetime as dt
import random
from bisect import bisect_left
from functools import cache

SPRING_FESTIVALS = {
    2017: (1, 28),
    2018: (2, 16),
    2019: (2, 5),
    2020: (1, 25),
    2021: (2, 12),
    2022: (2, 1),
    2023: (1, 22),
    2024: (2, 10),
    2025: (1, 29),
    2026: (2, 17),
}
TYPICAL_SPRING_FESTIVAL = (2, 5)
# Contracts are signed before quarters and years end, and few around Spring Festival.
SIGNING_SEASON = {
    1: 0.75,
    2: 0.45,
    3: 1.25,
    4: 0.9,
    5: 0.9,
    6: 1.3,
    7: 0.85,
    8: 0.85,
    9: 1.25,
    10: 0.8,
    11: 1.0,
    12: 1.55,
}
LATE_IN_MONTH = 22


def month_end(day: dt.date, months: int) -> dt.date:
    """Return the last day of the month that lies `months` after that of `day`."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, calendar.monthrange(year, month + 1)[1])


def months_between(start: dt.date, end: dt.date) -> float:
    """Return the months from `start` to `end`, negative where `end` is earlier."""
    return (end - start).days / 30.4375


@cache
def holidays(year: int) -> frozenset[dt.date]:
    """Return the public holidays of `year`, as far as they matter to sales."""
    month, day = SPRING_FESTIVALS.get(year, TYPICAL_SPRING_FESTIVAL)
    eve = dt.date(year, month, day) - dt.timedelta(days=1)
    return frozenset(
        {dt.date(year, 1, 1)}
        | {eve + dt.timedelta(days=n) for n in range(8)}
        | {dt.date(year, 5, n) for n in range(1, 4)}
        | {dt.date(year, 10, n) for n in range(1, 8)}
    )


def is_workday(day: dt.date) -> bool:
    """Return whether people are in their offices on `day`."""
    return day.weekday() < 5 and day not in holidays(day.year)


@cache
def workdays(first_on: dt.date, last_on: dt.date) -> tuple[dt.date, ...]:
    """Return the working days from `first_on` to `last_on`, both included."""
    span = (last_on - first_on).days + 1
    days = (first_on + dt.timedelta(days=n) for n in range(span))
    return tuple(day for day in days if is_workday(day))


def next_workday(day: dt.date) -> dt.date:
    """Return `day`, or the first working day after it."""
    while not is_workday(day):
        day += dt.timedelta(days=1)
    return day


def workday_within(day: dt.date, days: tuple[dt.date, ...]) -> dt.date:
    """Return the first of the sorted `days` not before `day`, else the last of them."""
    return days[min(bisect_left(days, day), len(days) - 1)]


def signing_day(due_on: dt.date, rng: random.Random) -> dt.date:
    """Return a working day near `due_on`, drawn to busy months and their last third."""
    offsets = [rng.randint(low, low + 11) for low in range(-30, 42, 12)]
    days = [next_workday(due_on + dt.timedelta(days=offset)) for offset in offsets]
    weights = [
        SIGNING_SEASON[day.month] ** 1.5 * (1.9 if day.day >= LATE_IN_MONTH else 1.0)
        for day in days
    ]
    return rng.choices(days, weights)[0]
