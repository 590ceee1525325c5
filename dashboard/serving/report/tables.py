"""The first rows of a table as HTML."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from dashboard.core.query import Query
from dashboard.core.release import Release
from dashboard.wording import columns, formats, headlines
from dashboard.wording.columns import COLUMNS, Kind
from dashboard.wording.words import _

SHOWN_ROWS = 50


def _moment(value: dt.datetime) -> str:
    return f"{value:%Y-%m-%d %H:%M}"


_WRITERS: Mapping[Kind, Callable[[Any], str]] = {
    Kind.TEXT: str,
    Kind.NUMBER: str,
    Kind.COUNT: formats.count,
    Kind.MONEY: lambda value: formats.count(round(value)),
    Kind.DECIMAL: lambda value: f"{value:,.2f}",
    Kind.SHARE: formats.share,
    Kind.DAY: str,
    Kind.MONTH: lambda value: f"{value:%Y-%m}",
    Kind.MOMENT: _moment,
}
_IN_FIGURES = (Kind.NUMBER, Kind.COUNT, Kind.MONEY, Kind.DECIMAL, Kind.SHARE)


def html(release: Release, query: Query) -> Markup:
    """The first rows of a query, in words of the language in use."""
    table = columns.in_words(release.arrow(query.limited(SHOWN_ROWS)))
    kinds = [COLUMNS[name].kind for name in table.column_names]
    labels = [columns.label(name) for name in table.column_names]
    written = [
        [_written(kind, value) for value in values.to_pylist()]
        for kind, values in zip(kinds, table.columns, strict=True)
    ]
    return Markup("<table><thead>{}</thead><tbody>{}</tbody></table>").format(
        _row("th", kinds, labels),
        Markup("").join(_row("td", kinds, row) for row in zip(*written, strict=True)),
    )


def size(release: Release, query: Query, row_count: int | None) -> str:
    """How many rows a query gives, and how many of them are shown."""
    count = release.count(query) if row_count is None else row_count
    if count <= SHOWN_ROWS:
        return headlines.size(count, count)
    return _("the first {shown} of {count} rows").format(
        shown=formats.count(SHOWN_ROWS), count=formats.count(count)
    )


def _written(kind: Kind, value: Any) -> str:
    return "" if value is None else _WRITERS[kind](value)


def _row(tag: str, kinds: Sequence[Kind], texts: Iterable[str]) -> Markup:
    cells = [
        Markup("<{0}{1}>{2}</{0}>").format(
            tag, Markup(' class="figure"') if kind in _IN_FIGURES else "", text
        )
        for kind, text in zip(kinds, texts, strict=True)
    ]
    return Markup("<tr>{}</tr>").format(Markup("").join(cells))
