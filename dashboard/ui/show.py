"""Draw a page of the app into the running Streamlit script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from dashboard.core.view import View
from dashboard.ui.canvas import Canvas
from dashboard.ui.screen import Screen

_shown: ContextVar[tuple[str, View]] = ContextVar("shown")


@contextmanager
def shown(name: str, view: View) -> Iterator[None]:
    """Have `page` draw the page of this name, of this view; see the router."""
    token = _shown.set((name, view))
    try:
        yield
    finally:
        _shown.reset(token)


def page(draw: Callable[[View, Canvas], None]) -> None:
    """Draw the page that the reader chose, as the router has settled it."""
    name, view = _shown.get()
    draw(view, Screen(name, view))
