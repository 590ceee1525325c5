"""The pages in the order of the navigation, each with all that others know of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

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
from dashboard.core.view import View
from dashboard.ui.canvas import Canvas
from dashboard.wording.words import N_


@dataclass(frozen=True)
class Page:
    """A page: its name in addresses, its title (see N_), its icon, and what draws it."""

    slug: str
    title: str
    icon: str
    draw: Callable[[View, Canvas], None]

    @property
    def script(self) -> str:
        """Its file, as Streamlit asks for it: from the folder of the router."""
        return f"app_pages/{self.slug}.py"


_IN_ORDER = (
    Page("overview", N_("Overview"), ":material/landscape:", overview.draw),
    Page("forecast", N_("Forecast"), ":material/query_stats:", forecast.draw),
    Page("grades", N_("Grades"), ":material/grading:", grades.draw),
    Page("coverage", N_("Territory coverage"), ":material/grid_on:", coverage.draw),
    Page("churn", N_("List churn"), ":material/sync_alt:", churn.draw),
    Page("records", N_("Records"), ":material/table_rows:", records.draw),
    Page("data", N_("Data quality"), ":material/database:", data.draw),
    Page("glossary", N_("Glossary"), ":material/menu_book:", glossary.draw),
)
PAGES: Mapping[str, Page] = {page.slug: page for page in _IN_ORDER}
# The page of the bare address.
FIRST = _IN_ORDER[0]
