"""The metrics of dbt's _metrics.yml, as marts.dim_metrics and dim_metric_marts carry them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from dashboard.core.query import Query
from dashboard.core.release import Answers, Release
from dashboard.queries import filters

_METRICS = Query(
    """
    select metric, better, numerator, denominator, expression
    from marts.dim_metrics
    """,
    (),
)
_MARTS = Query(
    """
    select
        mart, semantic_model, is_flow, is_span, dimensions, dimension_expressions, totals,
        attributes,
        map_from_entries(list((metric, aggregate))) as aggregates,
        list(metric) filter (may_be_unknown) as unknowable
    from marts.dim_metric_marts
    group by all
    order by semantic_model, min(mart_rank)
    """,
    (),
)
_NAME = re.compile(r"\b[a-z_]+\b")
# A dimension that a mart may hold as a list of its values.
_LISTS = {"product_line": "product_lines", "territory_id": "territory_ids"}


@dataclass(frozen=True)
class Mart:
    """A mart that can answer for metrics, and the SQL that sums each of them.

    Of `totals` a row that is not broken down says 'all'; `attributes` stand one a row;
    a row of a mart that `is_span` holds from valid_from until before valid_to; one that
    `is_flow` counts what happened in a period, any other what was at a date.
    """

    name: str
    semantic_model: str
    is_flow: bool
    is_span: bool
    dimensions: Sequence[str]
    expressions: Sequence[str]
    totals: Sequence[str]
    attributes: Sequence[str]
    aggregates: Mapping[str, str]
    unknowable: Sequence[str] | None

    def has(self, dimension: str) -> bool:
        """Whether the mart can be broken down or narrowed by a dimension."""
        return (
            dimension in self.dimensions
            or dimension in self.attributes
            or _LISTS.get(dimension) in self.dimensions
            or (dimension == "product_line" and "prospect_id" in self.dimensions)
        )

    def can_answer(self, metrics: Collection[str], dimensions: Collection[str]) -> bool:
        """Whether the mart holds all the metrics by all the dimensions at once."""
        return (
            all(metric in self.aggregates for metric in metrics)
            and all(self.has(dimension) for dimension in dimensions)
            and len(set(dimensions).intersection(self.attributes)) <= 1
        )

    def listed(self, dimensions: Collection[str]) -> list[tuple[str, str]]:
        """The dimensions that the mart holds as lists alone, each with its list."""
        return [
            (each, _LISTS[each])
            for each in dimensions
            if each not in (*self.dimensions, *self.attributes) and each in _LISTS
        ]

    def column(self, dimension: str) -> str:
        """The SQL that gives a dimension."""
        if dimension in self.attributes:
            return "attribute_value"
        if dimension not in self.dimensions:
            return dimension
        return self.expressions[self.dimensions.index(dimension)]

    def narrowed(self, dimension: str, parameter: str, on: str) -> str:
        """The condition that a dimension has the value of a parameter at a date."""
        if dimension in self.dimensions or dimension in self.attributes:
            return f"{self.column(dimension)} = {parameter}"
        if _LISTS[dimension] in self.dimensions:
            return f"list_contains({_LISTS[dimension]}, {parameter})"
        return filters.has_line(on)


class Metrics:
    """The metrics of a release: how each is made, and of which marts."""

    def __init__(self, release: Release) -> None:
        rows = release.rows(_METRICS)
        self._better = {metric: better for metric, better, *_made_of in rows}
        self._made_of = {metric: made_of for metric, _better, *made_of in rows}
        self._marts: dict[str, list[Mart]] = {}
        for mart in (Mart(*row) for row in release.rows(_MARTS)):
            for metric in mart.aggregates:
                self._marts.setdefault(metric, []).append(mart)

    def better(self, metric: str) -> str:
        """Which way a metric is better: more, fewer or neither."""
        return str(self._better[metric])

    def sql(self, metric: str, columns: Mapping[str, str] | None = None) -> str:
        """How a metric is made of columns that are called as simple metrics.

        `columns` has the names of those that are called otherwise.
        """
        numerator, denominator, expression = self._made_of[metric]
        if numerator:
            above, below = (self.sql(m, columns) for m in (numerator, denominator))
            return f"{above} / nullif({below}, 0)"
        if expression:
            return f"({_NAME.sub(lambda name: self.sql(name[0], columns), expression)})"
        column = (columns or {}).get(metric, metric)
        if metric in (self.marts(metric)[-1].unknowable or ()):
            return column
        return f"coalesce({column}, 0)"

    def simple(self, metrics: Collection[str]) -> Iterator[str]:
        """The sums of marts that metrics are made of."""
        for metric in metrics:
            parts = [name for each in self._made_of[metric] for name in _names(each)]
            yield from self.simple(parts) if parts else (metric,)

    def marts(self, metric: str) -> list[Mart]:
        """The marts that can answer for a sum, the one with the fewest rows first."""
        return self._marts[metric]


_of_releases: WeakKeyDictionary[Answers, Metrics] = WeakKeyDictionary()


def of(release: Release) -> Metrics:
    """The metrics of a release, read once for all its readers."""
    known = _of_releases.get(release.answers)
    if known is None:
        known = _of_releases[release.answers] = Metrics(release)
    return known


def _names(expression: str | None) -> list[str]:
    return _NAME.findall(expression or "")
