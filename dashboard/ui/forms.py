"""A form: its fields, and what becomes of what was entered."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from dashboard.ui.canvas import Entered, Field
from dashboard.ui.turns import turns
from dashboard.wording.markup import plain


def draw(
    name: str,
    fields: Sequence[Field],
    submit: str,
    take: Callable[[Entered], Sequence[str]],
    done: str,
) -> None:
    """Draw a form, take what is sent, and say what was wrong with it or that it is done."""
    kept = f"form {name} kept"
    turn = turns()[f"form {name}"]
    with st.form(f"form {name} {turn}", border=False):
        values = {each.name: _entry(f"{name} {turn}", each) for each in fields}
        is_sent = st.form_submit_button(submit, type="primary")
    if is_sent:
        problems = take(values)
        for problem in problems:
            st.error(plain(problem), icon=":material/error:")
        if not problems:
            # Its next turn is empty, so that nothing is entered twice.
            turns()[f"form {name}"] += 1
            st.session_state[kept] = True
            st.rerun()
    elif st.session_state.pop(kept, False):
        st.success(plain(done), icon=":material/check:")


def _entry(form: str, entry: Field) -> str | float | None:
    """Draw a field; gives what stands in it, None where nothing does."""
    key = f"{form} {entry.name}"
    if entry.options:
        return st.selectbox(
            entry.label,
            list(entry.options),
            index=None,
            format_func=entry.options.__getitem__,
            placeholder="",
            key=key,
        )
    if entry.is_amount:
        return st.number_input(
            entry.label, value=None, step=1000.0, format="%.2f", key=key
        )
    return st.text_input(entry.label, max_chars=entry.most_letters, key=key)
