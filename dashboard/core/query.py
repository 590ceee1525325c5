"""A parameterised select, before it is run."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

_PLACEHOLDER = re.compile(r"\$(\w+)")
_MART = re.compile(r"\bmarts\.(\w+)")
_ROW_COUNT = "row_count"


@dataclass(frozen=True)
class Query:
    """SQL over schema marts with $name placeholders, and exactly their values.

    Queries that are equal give the same rows of a release; a tuple is a list to DuckDB.
    """

    sql: str
    parameters: tuple[tuple[str, Hashable], ...]

    @classmethod
    def of(cls, sql: str, values: Mapping[str, Hashable]) -> Query:
        """The query with those of the values that its SQL names.

        Raises KeyError where a placeholder has no value.
        """
        return cls(sql, tuple((name, values[name]) for name in _names(sql)))

    @property
    def marts(self) -> tuple[str, ...]:
        """The marts that the query reads, in the order of its SQL."""
        return tuple(dict.fromkeys(_MART.findall(self.sql)))

    def values(self) -> dict[str, Any]:
        """The values by their names, as DuckDB takes them."""
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in self.parameters
        }

    def limited(self, row_count: int) -> Query:
        """The first rows of the query.

        SQL that limits itself by $row_count, null for all rows, is left as it stands;
        any other ends with its order.
        """
        values = dict(self.parameters)
        sql = self.sql if _ROW_COUNT in values else f"{self.sql} limit ${_ROW_COUNT}"
        return Query.of(sql, {**values, _ROW_COUNT: row_count})

    def counted(self) -> Query:
        """How many rows the query gives."""
        return Query(f"select count(*) from ({self.sql})", self.parameters)

    def around(self, sql: str) -> Query:
        """Another select over this one, which stands in it as {query}."""
        return Query(sql.format(query=self.sql), self.parameters)


@lru_cache(maxsize=500)
def _names(sql: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_PLACEHOLDER.findall(sql)))
