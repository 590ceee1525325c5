"""The reader's language: from the URL, else chosen before, else the browser's."""

from __future__ import annotations

import streamlit as st

from dashboard.ui import url_state
from dashboard.wording import words

KEY = "lang"


def settle() -> None:
    """Speak the reader's language for the rest of this script run."""
    preferred = words.from_browser(st.context.locale)
    words.speak(url_state.choose(KEY, list(words.LANGUAGES), preferred))


def switch() -> None:
    """Draw the switch between the languages."""
    st.segmented_control(
        words._("Language"),
        list(words.LANGUAGES),
        format_func=words.language_name,
        key=KEY,
        required=True,
        label_visibility="collapsed",
        width="stretch",
    )
