"""Views of a release as links name them: a page and the filters in its query string."""

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import duckdb

from tests.bench.session import View

Filters = Mapping[str, str]

_ALL = "all"
LANGUAGES = ("en", "zh")
_COMPARISONS = ("month", "quarter", "year", "none")
_GRADES = ("A", "B", "C", "D")
_SEGMENTS = ("small", "medium", "large")
_CODES = {
    "as_of": "select distinct as_of::varchar from marts.dim_as_of_dates order by 1",
    "team": "select distinct team from marts.dim_reps where team is not null order by 1",
    "rep": "select rep_id from marts.dim_reps order by 1",
    "territory": "select territory_id from marts.dim_territories order by 1",
    "industry": "select distinct industry from marts.dim_prospects order by 1",
    "line": "select distinct product_line from marts.dim_products order by 1",
}
_COMBINATIONS = (
    ("team", "grade"),
    ("team", "rep"),
    ("team", "compare"),
    ("territory", "grade"),
    ("segment", "industry"),
    ("line", "grade"),
    ("as_of", "team"),
    ("as_of", "compare", "segment"),
    ("as_of", "compare", "rep"),
    ("industry", "line", "segment"),
    ("as_of", "team", "segment", "line"),
)


@dataclass(frozen=True)
class Choices:
    """The codes of each filter that a release knows, and its newest date."""

    codes: Mapping[str, tuple[str, ...]]
    newest: str

    @classmethod
    def of(cls, release: Path) -> "Choices":
        """Read them from a release's folder."""
        with duckdb.connect(str(release / "release.duckdb"), read_only=True) as file:
            codes = {
                name: tuple(code for (code,) in file.execute(query).fetchall() if code)
                for name, query in _CODES.items()
            }
        newest = codes["as_of"][-1]
        given = {
            "compare": _COMPARISONS,
            "segment": _SEGMENTS,
            "grade": _GRADES,
            "as_of": codes["as_of"][:-1] or (newest,),
        }
        return cls({**codes, **given}, newest)

    def filters(self, most_of_each: int) -> list[Filters]:
        """Each filter alone, with up to `most_of_each` of its codes, then combinations."""
        alone = [
            {name: code}
            for name in self.codes
            for code in _spread(self.codes[name], most_of_each)
        ]
        drawn = random.Random(11)
        together = [
            {name: drawn.choice(self.codes[name]) for name in names}
            for names in _COMBINATIONS
        ]
        return [*alone, *together]


class Follower:
    """Turns filters into the links that one reader follows, one after the other.

    A filter that the link before had chosen and this one has not is named with its
    default, as when a reader clears it.
    """

    def __init__(self, choices: Choices) -> None:
        self._defaults = {"as_of": choices.newest, "compare": "previous"}
        self._before: Filters = {}

    def forget(self) -> None:
        """Another reader follows: nothing is chosen yet."""
        self._before = {}

    def follow(self, path: str, filters: Filters, language: str) -> View:
        """The next link."""
        cleared = {
            name: self._defaults.get(name, _ALL)
            for name in self._before
            if name not in filters
        }
        self._before = filters
        return View(path, urlencode({**filters, **cleared, "lang": language}))


def walk(
    choices: Choices, paths: Iterable[str], filters: list[Filters]
) -> Iterator[View]:
    """Every page through all filters in a mixed order, the languages in turns."""
    follower = Follower(choices)
    mixed = list(filters)
    for path in paths:
        random.Random(path).shuffle(mixed)
        for place, chosen in enumerate(mixed):
            yield follower.follow(path, chosen, LANGUAGES[place % 2])


def _spread(codes: tuple[str, ...], count: int) -> list[str]:
    """Codes from all over the sequence, `count` at most."""
    step = max(1, len(codes) // count)
    return list(codes[::step][:count])
