"""Glossary: what every figure means, how it is computed, and where it comes from."""

from __future__ import annotations

import datetime as dt

from dashboard.core.view import View
from dashboard.ui import notices
from dashboard.ui.canvas import Canvas
from dashboard.wording import columns, glossary
from dashboard.wording.markup import plain
from dashboard.wording.words import _


def draw(view: View, page: Canvas) -> None:
    """Lay out the page."""
    notices.head(page, view, _("Glossary"), dt.date.today())
    defined = glossary.definitions(view).values()
    known = [each for each in defined if each.column in columns.COLUMNS]
    measures = [each for each in known if each.is_metric]
    others = [each for each in known if not each.is_metric]
    if not measures and not others:
        page.notice(
            "info",
            _("This release was published without definitions: publish it again."),
            "menu_book",
        )
        return
    _terms(page, _("Figures"), measures)
    _terms(page, _("Attributes"), others)


def _terms(page: Canvas, title: str, terms: list[glossary.Definition]) -> None:
    named = sorted(terms, key=lambda term: columns.label(term.column))
    with page.card(title, _("As dbt defines them; the source is the table of marts")):
        for term in named:
            page.term(
                term.column,
                columns.label(term.column),
                plain(term.text),
                glossary.origin(term),
            )


if __name__ == "__main__":
    from dashboard.ui import show

    show.page(draw)
