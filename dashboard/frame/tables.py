"""Tables on a page, each with its download."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from dashboard import columns, downloads, formats, release, words
from dashboard.columns import COLUMNS, Kind
from dashboard.queries import EVERYTHING
from dashboard.words import _, ngettext

_DRAW: Mapping[Kind, Callable[[str], ColumnConfig]] = {
    Kind.TEXT: st.column_config.TextColumn,
    Kind.NUMBER: lambda label: st.column_config.NumberColumn(label, format="%d"),
    Kind.COUNT: lambda label: st.column_config.NumberColumn(label, format="%,d"),
    Kind.MONEY: lambda label: st.column_config.NumberColumn(label, format="%,.0f"),
    Kind.DAY: lambda label: st.column_config.DateColumn(label, format="YYYY-MM-DD"),
    Kind.MOMENT: lambda label: st.column_config.DatetimeColumn(
        label, format="YYYY-MM-DD HH:mm"
    ),
}


SHOWN_ROWS = 1000

Query = Callable[..., pd.DataFrame]


def listing(
    query: Query,
    *choice: str | None,
    row_count: int,
    file_name: str,
    height: int | str = "auto",
) -> None:
    """The first rows of a query over the release in use; the download holds all.

    The query takes the release, the choice and a limit.
    """
    current = release.in_use()

    def whole() -> pd.DataFrame:
        with release.open_release(current.release_id) as opened:
            return query(opened, *choice, EVERYTHING)

    show(
        query(current, *choice, SHOWN_ROWS),
        file_name,
        whole=whole,
        row_count=row_count,
        height=height,
    )


def show(
    table: pd.DataFrame,
    file_name: str,
    *,
    whole: Callable[[], pd.DataFrame] | None = None,
    row_count: int | None = None,
    height: int | str = "auto",
) -> None:
    """A table in words, its size, and a button that downloads it as <file_name>.csv.

    Where the table is only a beginning, `row_count` is the size of all of it and
    `whole` gets it; that runs on a click, in a thread of its own.
    """
    config = {name: _DRAW[COLUMNS[name].kind](columns.label(name)) for name in table}
    st.dataframe(
        columns.in_words(table),
        hide_index=True,
        column_config=config,
        placeholder="",
        height=height,  # type: ignore[arg-type]
    )
    _footer(_size(len(table), row_count), file_name, whole or (lambda: table))


def _footer(size: str, file_name: str, whole: Callable[[], pd.DataFrame]) -> None:
    language = words.language()

    def file() -> bytes:
        with words.speaking(language):
            return downloads.csv(whole())

    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        gap="xsmall",
    ):
        st.caption(size, width="content")
        st.download_button(
            _("Download CSV"),
            file,
            file_name=f"{file_name}.csv",
            mime=downloads.MIME,
            key=f"download {file_name}",
            icon=":material/download:",
            type="tertiary",
            on_click="ignore",
        )


def _size(shown: int, row_count: int | None) -> str:
    if row_count is not None and row_count > shown:
        return _("The first {shown} of {count} rows; the download holds all").format(
            shown=formats.count(shown), count=formats.count(row_count)
        )
    return ngettext("{count} row", "{count} rows", shown).format(
        count=formats.count(shown)
    )


def beneath(table: pd.DataFrame, file_name: str, *, label: str | None = None) -> None:
    """A chart's figures as a table, closed at first and made only when opened."""
    with st.expander(
        label or _("Table"),
        icon=":material/table:",
        type="compact",
        key=f"table {file_name}",
        on_change="rerun",
    ) as opened:
        if opened.open:
            show(table, file_name)
