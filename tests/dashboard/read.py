"""Rows of a query as a view gives them."""

from __future__ import annotations

from typing import Any

from dashboard.core.query import Query
from dashboard.core.view import View


def rows(view: View, query: Query, *columns: str) -> list[tuple[Any, ...]]:
    """The rows of some columns of a query."""
    return [
        tuple(record[column] for column in columns)
        for record in view.release.records(query)
    ]
