"""The filters of the bar and what was chosen in them, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dashboard.core.view import View
from dashboard.queries import names as name_queries
from dashboard.wording import labels
from dashboard.wording.words import _

_WRITE: Mapping[str, Callable[[str], str]] = {
    "team": labels.team,
    "rep": labels.rep,
    "territory": labels.territory_name,
    "segment": labels.segment,
    "industry": labels.industry,
    "line": labels.product_line,
    "grade": labels.grade,
}


def names() -> dict[str, str]:
    """Every filter by its name, in the order of the bar."""
    return {
        "team": _("Team"),
        "rep": _("Rep"),
        "territory": _("Territory"),
        "segment": _("Segment"),
        "industry": _("Industry"),
        "line": _("Product line"),
        "grade": _("Grade"),
    }


def every(name: str) -> str:
    """The choice of a filter that leaves nothing out."""
    return {
        "team": _("All teams"),
        "rep": _("All reps"),
        "territory": _("All territories"),
        "segment": _("All segments"),
        "industry": _("All industries"),
        "line": _("All product lines"),
        "grade": _("All grades"),
    }[name]


def value(name: str, text: str) -> str:
    """A choice of a filter; `text` is its code, or the name of a rep or territory."""
    return _WRITE[name](text)


def chosen(view: View) -> dict[str, str]:
    """The filters that are set: what each is called, and what was chosen."""
    called = names()
    return {
        called[name]: value(name, _known_name(view, name) or code)
        for name, code in view.filters.chosen.items()
    }


def _known_name(view: View, name: str) -> str | None:
    if name not in name_queries.NAMED:
        return None
    rows = view.release.rows(name_queries.of_chosen(view, name))
    return str(rows[0][0]) if rows else None


def sentence(view: View) -> str:
    """The filters that are set, one after the other."""
    each = [f"{name} {words}" for name, words in chosen(view).items()]
    return _(", ").join(each)
