"""Show a new release soon after it was published, without a click."""

from __future__ import annotations

import streamlit as st

from dashboard.core import release

_SECONDS = 10


@st.fragment(run_every=_SECONDS)
def for_new_release(shown: str | None) -> None:
    """Rerun the page once `current` names another release than the one shown."""
    if release.current_id() != shown:
        st.rerun()
