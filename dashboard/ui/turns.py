"""How often a chart, a table or a form of the session began anew."""

from __future__ import annotations

from collections import Counter

import streamlit as st


def turns() -> Counter[str]:
    """How often each chart, table and form of the session was reset."""
    turns: Counter[str] = st.session_state.setdefault("turns", Counter())
    return turns
