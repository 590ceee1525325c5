"""Records: every prospect and open project behind the figures of any page."""

from __future__ import annotations

import datetime as dt

from dashboard.core.view import View
from dashboard.ui import notices, record_list
from dashboard.ui.canvas import Canvas
from dashboard.wording import filter_words
from dashboard.wording.markup import plain
from dashboard.wording.words import _

_HEIGHT = 640


def draw(view: View, page: Canvas) -> None:
    """Lay out the page."""
    notices.head(page, view, _("Records"), dt.date.today())
    if view.as_of is None:
        notices.nothing_loaded(page)
        return
    if notices.nothing_left(page, view):
        return
    for entity in (record_list.PROSPECTS, record_list.PROJECTS):
        notices.absent(page, view, entity)
    page.text(plain(filter_words.sentence(view)) or _("The whole company"))
    kinds = record_list.all_offered(view)
    record_list.with_grades(page, view, _HEIGHT, kinds)


if __name__ == "__main__":
    from dashboard.ui import show

    show.page(draw)
