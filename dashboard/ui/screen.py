"""A page on a browser's screen, drawn by Streamlit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from html import escape
from typing import Literal

import pyarrow as pa
import streamlit as st

from dashboard.charts.drawing import PICK, Spec
from dashboard.charts.palette import colours
from dashboard.core.query import Query
from dashboard.core.view import View
from dashboard.ui import filter_bar, forms, links, table_columns, url_state
from dashboard.ui.canvas import SHOWN_ROWS, Canvas, Entered, Field, Metric, Tone
from dashboard.ui.turns import turns
from dashboard.wording import columns, formats, glossary, headlines, labels
from dashboard.wording.markup import plain
from dashboard.wording.words import _, language

_METRIC_WIDTH = 84
_RECORDS = "app_pages/records.py"
_DELTA_COLOURS: Mapping[str, Literal["normal", "inverse", "off"]] = {
    "more": "normal",
    "fewer": "inverse",
    "neither": "off",
}


class Screen(Canvas):
    """Draws into the running Streamlit script; see Canvas for what each part means."""

    def __init__(self, name: str, view: View) -> None:
        self._name = name
        self._view = view
        self._definitions = glossary.definitions(view)

    def title(self, text: str) -> None:
        with st.container(
            horizontal=True,
            horizontal_alignment="distribute",
            vertical_alignment="bottom",
        ):
            st.title(text, anchor=False, width="content")
            st.link_button(
                _("Report"),
                links.report_link(self._view, self._name),
                icon=":material/mail:",
                type="tertiary",
                help=_("This page as one HTML file, to mail or keep"),
            )

    def one_sheet(self) -> None:
        """Print the report instead: a screen is no sheet."""

    def text(self, text: str) -> None:
        st.markdown(text)

    def caption(self, text: str) -> None:
        st.caption(text)

    def notice(self, tone: Tone, text: str, icon: str) -> None:
        draw = {"info": st.info, "warning": st.warning, "error": st.error}[tone]
        draw(text, icon=f":material/{icon}:")

    def term(self, anchor: str, name: str, text: str, origin: str) -> None:
        # A heading's further lines are Markdown beneath it: one element instead of two.
        st.subheader(f"{plain(name)}\n{text}\n\n:small[:gray[{origin}]]", anchor=anchor)

    def columns(self, *weights: int) -> Sequence[AbstractContextManager[object]]:
        return st.columns(list(weights))

    @contextmanager
    def card(self, headline: str, explanation: str) -> Iterator[None]:
        with st.container(border=True, height="stretch", gap="xsmall"):
            st.header(plain(headline), anchor=False)
            st.caption(explanation)
            yield

    def strip(self, title: str, metrics: Sequence[Metric]) -> None:
        since = metrics[0].figure.since
        with st.container(border=True, height="stretch", gap="xsmall"):
            st.caption(plain(headlines.strip(title, since)))
            with st.grid(len(metrics), min_column_width=_METRIC_WIDTH, gap="xsmall"):
                for metric in metrics:
                    self._metric(title, metric)

    def _metric(self, title: str, metric: Metric) -> None:
        figure = metric.figure
        delta: str | int | None = None
        if figure.since is not None:
            change = formats.signed(metric.write(abs(figure.change)), figure.change)
            delta = change if figure.change else 0
        with st.container(key=f"tile {title} {metric.name}", gap=None):
            st.metric(
                metric.name,
                metric.write(figure.now),
                delta,
                delta_color=_DELTA_COLOURS[metric.better],
                help=self._help(metric.definition),
            )
            st.page_link(
                _RECORDS,
                label=_("Records: {figure}").format(figure=plain(metric.name)),
                query_params={
                    "lang": language(),
                    **self._view.parameters(),
                    **metric.opens,
                },
            )

    def _help(self, column: str) -> str | None:
        definition = self._definitions.get(column)
        if definition is None:
            return None
        return glossary.helped(definition, links.base_path())

    def grade_key(self) -> None:
        keys = "".join(
            f'<span><i style="background:{colour}"></i>'
            f"{escape(labels.grade(grade))}</span>"
            for grade, colour in colours("grade").items()
        )
        st.html(f'<div class="grade-key">{keys}</div>')

    def chart(
        self,
        key: str,
        draw: Callable[[], Spec],
        *,
        description: str,
        picks: Mapping[str, str] | None = None,
        opens: Mapping[str, str] | None = None,
    ) -> None:
        widget = f"{key} {turns()[key]}"
        st.vega_lite_chart(
            spec=_with_columns(draw()),
            key=widget,
            on_select=(
                (lambda: self._take_pick(widget, key, picks, opens or {}))
                if picks
                else "ignore"
            ),
            alt=description,
        )

    def table(
        self,
        name: str,
        query: Query,
        *,
        height: int | None = None,
        row_count: int | None = None,
        picks: Mapping[str, str] | None = None,
        opens: Mapping[str, str] | None = None,
    ) -> None:
        table = self._view.release.arrow(query.limited(SHOWN_ROWS))
        words = columns.in_words(table)
        turn = f"table {name}"
        key = f"{turn} {turns()[turn]}"
        codes = _codes(table, picks) if picks else []
        st.dataframe(
            words,
            hide_index=True,
            column_config=table_columns.configs(self._view, query, words.column_names),
            placeholder="",
            height=height or "auto",
            key=key,
            on_select=(lambda: self._take_row(key, turn, codes, opens or {}))
            if picks
            else "ignore",
            selection_mode="single-row",
        )
        if row_count is None and table.num_rows < SHOWN_ROWS:
            row_count = table.num_rows
        if row_count is None:
            row_count = self._view.release.count(query)
        self._footer(name, table.num_rows, row_count)

    def _footer(self, name: str, shown: int, row_count: int) -> None:
        with st.container(
            horizontal=True,
            horizontal_alignment="distribute",
            vertical_alignment="center",
            gap="xsmall",
        ):
            st.caption(headlines.size(shown, row_count), width="content")
            with st.container(horizontal=True, width="content", gap="xsmall"):
                for file_format in ("csv", "xlsx"):
                    st.link_button(
                        file_format.upper(),
                        links.table_link(self._view, name, file_format),
                        icon=":material/download:",
                        type="tertiary",
                        help=_("Download all rows as {format}").format(
                            format=file_format.upper()
                        ),
                    )

    def table_beneath(
        self,
        name: str,
        query: Query,
        *,
        label: str = "",
        picks: Mapping[str, str] | None = None,
        opens: Mapping[str, str] | None = None,
    ) -> None:
        with st.expander(
            label or _("Table"),
            icon=":material/table:",
            type="compact",
            key=f"open {name}",
            on_change="rerun",
        ) as opened:
            if opened.open:
                self.table(name, query, picks=picks, opens=opens)

    def _take_pick(
        self,
        widget: str,
        turn: str,
        picks: Mapping[str, str],
        opens: Mapping[str, str],
    ) -> None:
        """Make a click on a mark the choice of its filters; a second one takes it back.

        The chart then takes its next turn under a new key, so that it holds no
        selection that the filter bar does not.
        """
        points = st.session_state[widget].selection[PICK]
        if points:
            codes = {name: points[0][field] for field, name in picks.items()}
            filter_bar.toggle(self._view, codes, opens)
            turns()[turn] += 1

    def _take_row(
        self,
        key: str,
        turn: str,
        codes: Sequence[Mapping[str, str]],
        opens: Mapping[str, str],
    ) -> None:
        """Make a chosen row of a table the choice of its filters, as a mark is."""
        rows = st.session_state[key].selection.rows
        if rows:
            filter_bar.toggle(self._view, codes[rows[0]], opens)
            turns()[turn] += 1

    def choice(self, name: str, label: str, options: Mapping[str, str]) -> str:
        code = url_state.choose(name, list(options), next(iter(options)))
        if len(options) <= 3:
            st.segmented_control(
                label,
                list(options),
                format_func=options.__getitem__,
                key=name,
                required=True,
                label_visibility="collapsed",
                persist_state="session",
            )
            return code
        st.selectbox(
            label,
            list(options),
            format_func=options.__getitem__,
            key=name,
            persist_state="session",
        )
        return code

    def form(
        self,
        name: str,
        fields: Sequence[Field],
        submit: str,
        take: Callable[[Entered], Sequence[str]],
        done: str,
    ) -> None:
        forms.draw(name, fields, submit, take, done)


def _with_columns(spec: Spec) -> Spec:
    """The chart with the rows of all its layers as columns, as Streamlit sends them.

    It would make them of the rows as well, by way of pandas: ten times as long.
    """
    rows = spec.get("data", {}).get("values")
    return {**spec, "data": pa.Table.from_pylist(rows)} if rows else spec


def _codes(table: pa.Table, picks: Mapping[str, str]) -> list[dict[str, str]]:
    chosen = table.select(list(picks)).to_pylist()
    return [
        {name: str(row[column]) for column, name in picks.items()} for row in chosen
    ]
