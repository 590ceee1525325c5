"""A page as one HTML file that needs nothing else: to be mailed, printed or kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from dashboard.app_pages import (
    churn,
    coverage,
    data,
    forecast,
    glossary,
    grades,
    overview,
    records,
)
from dashboard.frame.canvas import Canvas
from dashboard.report import document
from dashboard.report.paper import Paper
from dashboard.view import View

PAGES: Mapping[str, Callable[[View, Canvas], None]] = {
    "overview": overview.draw,
    "forecast": forecast.draw,
    "grades": grades.draw,
    "coverage": coverage.draw,
    "churn": churn.draw,
    "records": records.draw,
    "data": data.draw,
    "glossary": glossary.draw,
}


def render(page: str, view: View) -> str:
    """A page of PAGES as an HTML document, in the language in use."""
    paper = Paper(view)
    PAGES[page](view, paper)
    return document.html(paper, view, dt.date.today())
