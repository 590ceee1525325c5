"""Choices that stand in the URL, by code, so that a copied link opens the same view.

Streamlit's own binding writes the words of the options, which differ by language.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

_LEFT, _SEEN = "url as it was left", "seen in url"
# Per choice its value in the URL before and after it was settled.
_Seen = dict[str, tuple[str | None, str | None]]


def carry(names: Collection[str]) -> None:
    """Take these choices to the page that the reader goes to: its link names none.

    Before st.navigation is called: it makes the step that the way back takes, which
    else would lead over the page without its choices.
    """
    if _is_way_back():
        return
    left: Mapping[str, str] = st.session_state.get(_LEFT, {})
    url = st.query_params.to_dict()
    _write(url, {**{name: left[name] for name in left if name in names}, **url})


def asked(
    defaults: Mapping[str, str], forgotten: Collection[str] = ()
) -> dict[str, str]:
    """What the URL and the session ask for, of each choice that has a default.

    A value that newly stands in the URL wins over the session's, the session's over
    the default. The URL alone counts on the way back, and for what is `forgotten`.
    """
    url = st.query_params.to_dict()
    seen = _seen()
    is_way_back = _is_way_back()
    codes: dict[str, str] = {}
    for name, default in defaults.items():
        code = url.get(name)
        is_alone = is_way_back or name in forgotten
        if not is_alone and (code is None or code in seen.get(name, ())):
            code = st.session_state.get(name)
        codes[name] = code or default
    return codes


def settle(codes: Mapping[str, str], defaults: Mapping[str, str]) -> None:
    """Make these the choices, in the session and in the URL, before they are drawn.

    Of a default the URL says nothing new, for any change of it loses its #anchor.
    """
    url = st.query_params.to_dict()
    left = dict(url)
    for name, code in codes.items():
        is_default = code == defaults[name]
        if not is_default:
            left[name] = code
        elif left.get(name, code) != code:
            del left[name]
        # Streamlit looks through all that a session holds at every selectbox.
        if not is_default or name in st.session_state:
            st.session_state[name] = code
        _seen()[name] = (url.get(name), left.get(name))
    _write(url, left)


def choose(name: str, options: Sequence[str], default: str) -> str:
    """The settled choice; what is not among the options is the default."""
    code = asked({name: default})[name]
    chosen = code if code in options else default
    settle({name: chosen}, {name: default})
    st.session_state[name] = chosen
    return chosen


def _write(url: Mapping[str, str], left: Mapping[str, str]) -> None:
    if left != url:
        st.query_params.from_dict(left)
    st.session_state[_LEFT] = left


def _seen() -> _Seen:
    seen: _Seen = st.session_state.setdefault(_SEEN, {})
    return seen


def _is_way_back() -> bool:
    """True where the browser's way back or forward led here, by an URL of that time."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation
