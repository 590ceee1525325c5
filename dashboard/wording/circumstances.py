"""Of when and of what the figures of a view are, for a reader without the page."""

from __future__ import annotations

from dashboard.core.view import View
from dashboard.wording import filter_words, forecast_words, headlines, labels
from dashboard.wording.words import _


def of(view: View) -> dict[str, str]:
    """What each circumstance is called, and what it is."""
    return {
        _("As of"): headlines.date(view.as_of) if view.as_of else _("no snapshot"),
        _("Compared with"): (
            headlines.date(view.compared) if view.compared else _("nothing")
        ),
        **(_chosen(view) or {_("Filters"): _("none")}),
    }


def _chosen(view: View) -> dict[str, str]:
    own = {}
    if "file" in view.choices:
        own[_("File")] = view.choices["file"]
    if "finding" in view.choices:
        own[_("Finding")] = labels.finding(view.choices["finding"])
    if "change" in view.choices:
        own[_("Change")] = forecast_words.change(view.choices["change"])
    if view.choices.get("pipeline") == "due":
        own[_("Pipeline")] = _("Due in 3 months")
    if "project" in view.choices:
        own[_("Project")] = view.choices["project"]
    return {**filter_words.chosen(view), **own}
