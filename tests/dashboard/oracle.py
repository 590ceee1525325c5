"""What a view shows, counted from the facts of a fixture without any SQL."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

Facts = Mapping[str, Sequence[Mapping[str, Any]]]
Codes = Mapping[str, str]

FILTERS = ("team", "rep", "territory", "segment", "industry", "line", "grade")
_FIELDS = {"rep": "rep_id", "territory": "territory_id", "grade": "declared_grade"}


class Oracle:
    """Counts the rows of a fixture that filters leave at a date."""

    def __init__(self, facts: Facts) -> None:
        self._spans = facts["dim_prospect_versions"]
        self._projects = facts["fct_open_projects"]
        self._lines: dict[tuple[dt.date, str], set[str]] = {}
        for each in self._projects:
            key = (each["as_of"], each["prospect_id"])
            self._lines.setdefault(key, set()).add(each["product_line"])

    def prospects(
        self, on: dt.date, codes: Codes, without: Collection[str] = ()
    ) -> list[Mapping[str, Any]]:
        """Spans on the list at a date that all these filters leave, but for some."""
        return [
            span
            for span in self._spans
            if span["valid_from"] <= on
            and (span["valid_to"] is None or span["valid_to"] > on)
            and all(
                code in self._of_prospect(span, on, name)
                for name, code in codes.items()
                if name not in without
            )
        ]

    def projects(
        self, on: dt.date, codes: Codes, without: Collection[str] = ()
    ) -> list[Mapping[str, Any]]:
        """Projects open at a date that all these filters leave, but for some."""
        return [
            project
            for project in self._projects
            if project["as_of"] == on
            and all(
                _of_project(project, name) == code
                for name, code in codes.items()
                if name not in without
            )
        ]

    def codes(
        self, on: dt.date, codes: Codes, name: str, below: Collection[str]
    ) -> set[str]:
        """The codes of a filter that would leave something, whatever stands below it."""
        others = {other: code for other, code in codes.items() if other not in below}
        offered: set[str] = set()
        for span in self.prospects(on, others, without=(name,)):
            offered |= self._of_prospect(span, on, name)
        for project in self.projects(on, others, without=(name,)):
            offered.add(_of_project(project, name))
        return offered

    def _of_prospect(self, span: Mapping[str, Any], on: dt.date, name: str) -> set[str]:
        if name == "line":
            return self._lines.get((on, span["prospect_id"]), set())
        return {str(span[_FIELDS.get(name, name)])}


def _of_project(project: Mapping[str, Any], name: str) -> str:
    field = "product_line" if name == "line" else _FIELDS.get(name, name)
    return str(project[field])


def by_grade(rows: Sequence[Mapping[str, Any]]) -> Counter[str]:
    """How many rows each grade has."""
    return Counter(row["declared_grade"] for row in rows)


def choices_at_random(
    codes: Mapping[str, Sequence[str]], count: int, seed: int = 20261123
) -> Iterator[dict[str, str]]:
    """Each code of each filter alone, then sets of several, nothing chosen first."""
    yield {}
    for name, each in codes.items():
        yield from ({name: code} for code in each)
    chance = random.Random(seed)
    for size in itertools.islice(itertools.cycle((2, 3, 2, 4)), count):
        names = chance.sample(list(codes), size)
        yield {name: chance.choice(codes[name]) for name in names}
