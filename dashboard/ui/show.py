"""Draw a page of the app into the running Streamlit script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from dashboard.core.view import View
from dashboard.ui.canvas import Canvas
from dashboard.ui.screen import Screen

_shown: ContextVar[View] = ContextVar("shown")


@contextmanager
def shown(view: View) -> Iterator[None]:
    """Have `page` draw this view; the router settles it before it runs a page."""
    token = _shown.set(view)
    try:
        yield
    finally:
        _shown.reset(token)


def page(name: str, draw: Callable[[View, Canvas], None]) -> None:
    """Draw the page of this name, of the view that the reader chose."""
    view = _shown.get()
    draw(view, Screen(name, view))
