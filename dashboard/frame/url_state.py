"""Choices that stand in the URL, by code, so that a copied link opens the same view.

Streamlit's own binding writes the words of the options, which differ by language.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st


def settled(key: str, default: str) -> str:
    """Settle st.session_state[key] before its widget is drawn; return it.

    A value that newly stands in the URL wins over the session's, the session's over
    the default. The URL then says the choice; of the default it says nothing new, for
    any change of the URL would lose its #anchor.
    """
    linked = st.query_params.get(key)
    chosen = st.session_state.get(key, default)
    if linked is not None and linked != st.session_state.get(_seen(key)):
        chosen = linked
    return settle(key, chosen or default, default)


def settle(key: str, chosen: str, default: str) -> str:
    """Make a value the choice, in the session and in the URL; return it."""
    st.session_state[key] = chosen
    if chosen != default:
        st.query_params[key] = chosen
    elif st.query_params.get(key, chosen) != chosen:
        del st.query_params[key]
    st.session_state[_seen(key)] = st.query_params.get(key)
    return chosen


def forget(key: str) -> None:
    """Let a choice be what the URL says now, or else its default."""
    for each in (key, _seen(key)):
        st.session_state.pop(each, None)


def choose(key: str, options: Sequence[str], default: str) -> str:
    """The settled choice; what is not among the options is the default."""
    chosen = settled(key, default)
    return chosen if chosen in options else settle(key, default, default)


def _seen(key: str) -> str:
    return f"{key} in url"
