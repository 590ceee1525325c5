"""What a reader looks at: a release at a date, compared with another, through filters.

The parameters of a URL make a view, whoever reads them: a page, a download, a report.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, field, fields, replace

from dashboard.core import as_of_dates
from dashboard.core.as_of_dates import COMPARISONS, AsOf
from dashboard.core.query import Query
from dashboard.core.release import Release

ALL = "all"
NONE = "none"
AS_OF, COMPARE = "as_of", "compare"
DEFAULT_COMPARISON = "previous"


@dataclass(frozen=True)
class Filters:
    """The code chosen in each filter of the bar, in its order; None means all."""

    team: str | None = None
    rep: str | None = None
    territory: str | None = None
    segment: str | None = None
    industry: str | None = None
    line: str | None = None
    grade: str | None = None

    @property
    def chosen(self) -> dict[str, str]:
        """The filters that leave something out."""
        codes = {name: getattr(self, name) for name in FILTER_NAMES}
        return {name: code for name, code in codes.items() if code is not None}

    @property
    def have_an_owner(self) -> bool:
        """True where the figures are not those of the whole company."""
        return bool(self.chosen.keys() & {"team", "rep", "territory"})


# Choices of a page, in addition to the filters of the bar.
PAGE_CHOICES = (
    "file",
    "reason",
    "finding",
    "check",
    "show",
    "movement",
    "other",
    "lag",
    "source",
    "evidence",
    "assessment",
    "level",
    "period",
    "pipeline",
    "change",
    "project",
    "month",
    "method",
    "quarter",
)
FILTER_NAMES = tuple(each.name for each in fields(Filters))
COLUMNS = {"rep": "rep_id", "territory": "territory_id", "line": "product_line"}


@dataclass(frozen=True)
class View:
    """A release as a reader looks at it.

    `as_of` is the newest date unless another is chosen, None where the release has no
    dated snapshot; `compared` is the date of the comparison, None where there is none;
    `choices` are those of PAGE_CHOICES that were made; `too_early` is a date that was
    asked for and lies before all snapshots.
    """

    release: Release
    loaded: frozenset[str]
    dates: tuple[AsOf, ...]
    as_of: AsOf | None
    comparison: str
    compared: AsOf | None
    filters: Filters
    choices: Mapping[str, str] = field(default_factory=dict)
    too_early: dt.date | None = None

    @property
    def is_newest(self) -> bool:
        """True where no later snapshot is left out."""
        return self.as_of is not None and self.as_of == self.dates[-1]

    @property
    def is_narrowed(self) -> bool:
        """True where anything in the filter bar is not as it was at first."""
        is_compared_as_usual = self.comparison == DEFAULT_COMPARISON
        return bool(self.filters.chosen) or not (
            self.is_newest and is_compared_as_usual
        )

    @property
    def compared_list(self) -> AsOf | None:
        """The date to compare the list with, None where the list was not known yet."""
        return self.compared if self.compared and self.compared.is_list_known else None

    def query(self, sql: str, **more: Hashable) -> Query:
        """A query that may name any filter of the view, and the values in `more`."""
        chosen = {
            COLUMNS.get(name, name): getattr(self.filters, name)
            for name in FILTER_NAMES
        }
        days = {
            "as_of": self.as_of.on if self.as_of else None,
            "compared_as_of": self.compared.on if self.compared else None,
        }
        own = {name: self.choices.get(name) for name in PAGE_CHOICES}
        return Query.of(sql, {**chosen, **days, **own, "row_count": None, **more})

    def parameters(self) -> dict[str, str]:
        """The parameters of a URL that open this view; defaults are left out."""
        parameters = {**self.filters.chosen, **self.choices}
        if self.as_of is not None and not self.is_newest:
            parameters[AS_OF] = self.as_of.on.isoformat()
        if self.comparison != DEFAULT_COMPARISON:
            parameters[COMPARE] = self.comparison
        return parameters

    def choosing(self, name: str, code: str) -> View:
        """The view with a choice of PAGE_CHOICES made."""
        others = {each: kept for each, kept in self.choices.items() if each != name}
        return replace(self, choices=others | ({} if code == ALL else {name: code}))

    def without(self, names: Collection[str]) -> View:
        """The view with these filters and choices taken back."""
        filters = replace(
            self.filters, **{name: None for name in names if name in FILTER_NAMES}
        )
        choices = {
            each: code for each, code in self.choices.items() if each not in names
        }
        return replace(self, filters=filters, choices=choices)


def of(release: Release, parameters: Mapping[str, str]) -> View:
    """The view that the parameters of a URL ask for.

    A date between two snapshots means the earlier one, which held on that day; no date
    means the newest, and so does one before all snapshots, which is then `too_early`.
    """
    dates = tuple(as_of_dates.dates(release))
    asked = _day(parameters.get(AS_OF))
    as_of = _at(dates, asked)
    comparison = parameters.get(COMPARE, DEFAULT_COMPARISON)
    if comparison not in (*COMPARISONS, NONE):
        comparison = DEFAULT_COMPARISON
    before = as_of.before.get(comparison) if as_of else None
    codes = {name: parameters.get(name, ALL) for name in FILTER_NAMES}
    return View(
        release=release,
        loaded=as_of_dates.loaded_entities(release),
        dates=dates,
        as_of=as_of,
        comparison=comparison,
        compared=next((date for date in dates if date.on == before), None),
        filters=Filters(
            **{name: None if code == ALL else code for name, code in codes.items()}
        ),
        choices={
            name: parameters[name]
            for name in PAGE_CHOICES
            if parameters.get(name, ALL) != ALL
        },
        too_early=asked if asked and dates and asked < dates[0].on else None,
    )


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text or "")
    except ValueError:
        return None


def _at(dates: tuple[AsOf, ...], asked: dt.date | None) -> AsOf | None:
    if not dates:
        return None
    known = [date for date in dates if asked is not None and date.on <= asked]
    return known[-1] if known else dates[-1]
