"""A page as one HTML file that needs nothing else: to be mailed, printed or kept."""

from __future__ import annotations

import datetime as dt

from dashboard.app_pages.registry import PAGES
from dashboard.core.view import View
from dashboard.serving.report import document
from dashboard.serving.report.report_canvas import ReportCanvas


def render(page: str, view: View) -> str:
    """A page of PAGES as an HTML document, in the language in use."""
    canvas = ReportCanvas(view)
    PAGES[page].draw(view, canvas)
    return document.html(canvas, view, dt.date.today())
