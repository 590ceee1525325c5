"""A page as one HTML file that needs nothing else: to be mailed, printed or kept."""

from __future__ import annotations

import datetime as dt

from dashboard.app_pages.registry import PAGES
from dashboard.core.view import View
from dashboard.serving.report import document
from dashboard.serving.report.paper import Paper


def render(page: str, view: View) -> str:
    """A page of PAGES as an HTML document, in the language in use."""
    paper = Paper(view)
    PAGES[page].draw(view, paper)
    return document.html(paper, view, dt.date.today())
