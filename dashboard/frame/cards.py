"""The frames that pages put figures and charts into."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from typing import Any, Literal

import altair as alt
import streamlit as st

from dashboard import formats, headlines, labels
from dashboard.charts.palette import GRADE_COLOURS
from dashboard.figures import Figure
from dashboard.markup import plain
from dashboard.queries.as_of import AsOf
from dashboard.release import in_use
from dashboard.words import _, language

_METRIC_WIDTH = 74
_KEPT_CHARTS = 100
RECORDS_ANCHOR = "records"


@contextmanager
def card(headline: str, explanation: str, anchor: str | None = None) -> Iterator[None]:
    """A framed chart: the finding as its title, what is drawn beneath it."""
    with st.container(border=True, height="stretch", gap="xsmall"):
        st.header(plain(headline), anchor=anchor or False)
        st.caption(explanation)
        yield


def grade_key() -> None:
    """The colours of the grades; in HTML, for a chart's own key never wraps."""
    keys = "".join(
        f'<span><i style="background:{colour}"></i>{escape(labels.grade(grade))}</span>'
        for grade, colour in GRADE_COLOURS.items()
    )
    st.html(f'<div class="grade-key">{keys}</div>')


@contextmanager
def strip(title: str, since: AsOf | None, size: int) -> Iterator[None]:
    """A framed row of `size` metrics that share the date they are compared with."""
    with st.container(border=True, height="stretch", gap="xsmall"):
        compared = (
            _("{title} · change since {date}").format(
                title=title, date=headlines.date(since)
            )
            if since is not None
            else title
        )
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.caption(plain(compared), width="content")
            link = _("See the records")
            st.caption(f"[{link} ↓](#{RECORDS_ANCHOR})", width="content")
        with st.grid(size, min_column_width=_METRIC_WIDTH, gap="xsmall"):
            yield


def metric(
    name: str,
    figure: Figure,
    write: Callable[[float], str],
    *,
    better: Literal["more", "fewer", "neither"],
    explanation: str,
) -> None:
    """A figure with its change; green where the change is for the better."""
    colours: dict[str, Literal["normal", "inverse", "off"]] = {
        "more": "normal",
        "fewer": "inverse",
        "neither": "off",
    }
    delta: str | int | None = None
    if figure.since is not None:
        change = formats.signed(write(abs(figure.change)), figure.change)
        delta = change if figure.change else 0
    st.metric(
        name,
        write(figure.now),
        delta,
        delta_color=colours[better],
        help=explanation,
    )


def chart(
    key: str,
    draw: Callable[[], alt.TopLevelMixin],
    *state: str | None,
    description: str,
    on_select: Callable[[], None] | None = None,
) -> None:
    """A chart, drawn once per release, language and `state`: Altair takes its time.

    `description` is what a screen reader says in its place.
    """
    st.vega_lite_chart(
        spec=_spec(
            in_use().release_id, language(), formats.currency(), key, state, draw
        ),
        key=key,
        on_select=on_select or "ignore",
        alt=description,
    )


@st.cache_data(max_entries=_KEPT_CHARTS, show_spinner=False)
def _spec(
    release_id: str,
    language: str,
    currency: str,
    key: str,
    state: tuple[str | None, ...],
    _draw: Callable[[], alt.TopLevelMixin],
) -> dict[str, Any]:
    return _draw().to_dict()
