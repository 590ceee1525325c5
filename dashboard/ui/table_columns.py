"""How the columns of a table are named, formatted and explained on a screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from dashboard.core.query import Query
from dashboard.core.view import View
from dashboard.wording import columns, glossary
from dashboard.wording.columns import COLUMNS, Kind

_COLUMN_CONFIGS: Mapping[Kind, Callable[[str, str | None], ColumnConfig]] = {
    Kind.TEXT: lambda label, text: st.column_config.TextColumn(label, help=text),
    Kind.NUMBER: lambda label, text: st.column_config.NumberColumn(
        label, help=text, format="%d"
    ),
    Kind.COUNT: lambda label, text: st.column_config.NumberColumn(
        label, help=text, format="%,d"
    ),
    Kind.MONEY: lambda label, text: st.column_config.NumberColumn(
        label, help=text, format="%,.0f"
    ),
    Kind.DECIMAL: lambda label, text: st.column_config.NumberColumn(
        label, help=text, format="%,.2f"
    ),
    Kind.SHARE: lambda label, text: st.column_config.NumberColumn(
        label, help=text, format="percent"
    ),
    Kind.DAY: lambda label, text: st.column_config.DateColumn(
        label, help=text, format="YYYY-MM-DD"
    ),
    Kind.MONTH: lambda label, text: st.column_config.DateColumn(
        label, help=text, format="YYYY-MM"
    ),
    Kind.MOMENT: lambda label, text: st.column_config.DatetimeColumn(
        label, help=text, format="YYYY-MM-DD HH:mm"
    ),
}


def configs(view: View, query: Query, names: Sequence[str]) -> dict[str, ColumnConfig]:
    """What Streamlit is told of these columns of a query, by name."""
    defined = glossary.of_marts(view, query.marts)
    # The figure of the compared date means what the figure of the view's date does.
    meant = {name: defined.get(name.removeprefix("compared_")) for name in names}
    return {
        name: _COLUMN_CONFIGS[COLUMNS[name].kind](
            columns.label(name), definition.text if definition else None
        )
        for name, definition in meant.items()
    }
