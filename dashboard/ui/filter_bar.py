"""The filter bar: as-of date, comparison, owner, segment, industry, product line, grade, reset.

The choices stand in the session and in the URL; `settle` turns them into the view that
a page draws, and `draw` offers what would not leave an empty page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

import streamlit as st

from dashboard.core import view as views
from dashboard.core.as_of_dates import COMPARISONS, AsOf
from dashboard.core.release import Release
from dashboard.core.view import (
    ALL,
    AS_OF,
    COMPARE,
    FILTER_NAMES,
    NONE,
    PAGE_CHOICES,
    View,
)
from dashboard.queries import choices, names
from dashboard.ui import url_state
from dashboard.ui.canvas import MOST_OPTIONS
from dashboard.wording import filter_words, formats, headlines
from dashboard.wording.words import _

NEWEST = "newest"
_PAGE = "page that was settled"
DEFAULTS: Mapping[str, str] = {
    AS_OF: NEWEST,
    COMPARE: views.DEFAULT_COMPARISON,
    **dict.fromkeys(FILTER_NAMES, ALL),
    **dict.fromkeys(PAGE_CHOICES, ALL),
}
# What holds on every page.
EVERYWHERE = (AS_OF, COMPARE, *FILTER_NAMES)
_CLEARED_BY = {"team": ("rep", "territory"), "rep": ("territory",)}
_WIDTHS = {AS_OF: 230, COMPARE: 262}
_WIDTH = 138

Codes = dict[str, str]


def settle(release: Release, page: str) -> View:
    """The view that the URL and the session ask for; both then say what is shown.

    A page does not take over what was chosen on another, unless a link brings it.
    """
    forgotten = PAGE_CHOICES if st.session_state.get(_PAGE) != page else ()
    st.session_state[_PAGE] = page
    asked = url_state.asked(DEFAULTS, forgotten)
    shown = views.of(release, asked)
    is_newest = shown.as_of is None or asked[AS_OF] == NEWEST or shown.is_newest
    on = NEWEST if is_newest or not shown.as_of else shown.as_of.on.isoformat()
    url_state.settle({**asked, AS_OF: on, COMPARE: shown.comparison}, DEFAULTS)
    return shown


def draw(shown: View) -> None:
    """Draw the bar over the choices that `settle` has settled."""
    if shown.as_of is None:
        return
    with st.container(horizontal=True, key="filter-bar", gap="xsmall"):
        _select(AS_OF, _("As of"), _dates(shown))
        _select(COMPARE, _("Compare with"), _comparisons(shown, shown.as_of))
        for name, label in filter_words.names().items():
            _filter(shown, name, label)
        st.button(
            _("Reset"),
            icon=":material/restart_alt:",
            type="tertiary",
            on_click=reset,
            disabled=not shown.is_narrowed,
        )


def reset() -> None:
    """Show everything, as of the newest date."""
    take(DEFAULTS)


def take(codes: Mapping[str, str]) -> None:
    """Make these codes the choice of their filters, as a click on a chart does.

    For callbacks: the run of the script that follows puts them into the URL.
    """
    for name, code in codes.items():
        st.session_state[name] = code


def toggle(shown: View, codes: Mapping[str, str], opens: Mapping[str, str]) -> None:
    """Make these codes the choice of their filters, or everything if they are it.

    `opens` are further codes to set.
    """
    newest = shown.dates[-1].on.isoformat()
    codes = {name: NEWEST if code == newest else code for name, code in codes.items()}
    is_chosen = all(st.session_state.get(name) == codes[name] for name in codes)
    chosen = {name: DEFAULTS[name] for name in codes} if is_chosen else codes
    take({**opens, **chosen})


def _select(
    name: str,
    label: str,
    options: Codes,
    *,
    on_change: Callable[[], None] | None = None,
    is_waiting: bool = False,
) -> None:
    st.selectbox(
        label,
        list(options),
        format_func=options.__getitem__,
        key=name,
        on_change=on_change,
        disabled=is_waiting,
        label_visibility="collapsed",
        width=_WIDTHS.get(name, _WIDTH),
        persist_state="session",
    )


def _filter(shown: View, name: str, label: str) -> None:
    chosen = shown.filters.chosen.get(name)
    are_too_many = _are_too_many(shown, name)
    options = {} if are_too_many else _codes_of(shown, name)
    is_waiting = are_too_many and chosen is None
    if chosen is None and len(options) < 2 and not is_waiting:
        return
    every = _("choose a team first") if is_waiting else filter_words.every(name)
    words = _distinct({ALL: every, **options})
    if chosen is not None:
        words.setdefault(chosen, filter_words.chosen(shown)[label])
    cleared = _CLEARED_BY.get(name, ())
    _select(
        name,
        label,
        words,
        on_change=lambda: take(dict.fromkeys(cleared, ALL)),
        is_waiting=is_waiting,
    )


def _are_too_many(shown: View, name: str) -> bool:
    """True where there are too many territories to list, and teams to start with."""
    above = {"rep": ("team",), "territory": ("team", "rep")}.get(name)
    if above is None or any(each in shown.filters.chosen for each in above):
        return False
    count = shown.release.number(names.count(shown, name))
    return count > MOST_OPTIONS and len(choices.offered(shown, "team")) > 1


def _codes_of(shown: View, name: str) -> Codes:
    return {
        code: filter_words.value(name, text)
        for code, text in choices.offered(shown, name)
    }


def _distinct(words: Codes) -> Codes:
    """The words, with the code added where two share one.

    A selectbox finds the choice by its words, so no two options may read alike.
    """
    uses = Counter(words.values())
    return {
        code: word if uses[word] == 1 or code == ALL else f"{word} ({code})"
        for code, word in words.items()
    }


def _dates(shown: View) -> Codes:
    newest, *earlier = reversed(shown.dates)
    return {
        NEWEST: _("As of {date} (newest)").format(date=headlines.date(newest)),
        **{
            date.on.isoformat(): _("As of {date}").format(date=headlines.date(date))
            for date in earlier
        },
    }


def _comparisons(shown: View, as_of: AsOf) -> Codes:
    words = {
        "previous": _("vs previous export"),
        "month": _("vs a month before"),
        "quarter": _("vs a quarter before"),
        "year": _("vs a year before"),
    }
    offered: Codes = {}
    for name in COMPARISONS:
        before = as_of.before[name]
        if before is not None:
            offered[name] = f"{words[name]} · {formats.day(before)}"
        elif name == shown.comparison:
            offered[name] = _("{comparison}: no snapshot").format(
                comparison=words[name]
            )
    return {**offered, NONE: _("no comparison")}
