"""The HTML document around a page: whose it is, of when, and what its figures mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from dashboard.core.view import View
from dashboard.queries import checks
from dashboard.serving.report import markdown
from dashboard.serving.report.report_canvas import ReportCanvas
from dashboard.ui import notices
from dashboard.wording import circumstances, formats, glossary, words
from dashboard.wording.words import _

_HERE = Path(__file__).parent
_ICON = _HERE.parents[1] / "assets" / "icon.svg"
_NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'


def html(canvas: ReportCanvas, view: View, today: dt.date) -> str:
    """The whole document of a page that has been drawn as a report."""
    verdicts = view.release.records(checks.of_release(view))
    return _template().render(
        locale=str(words.locale()).replace("_", "-"),
        title=canvas.heading,
        style=Markup((_HERE / "style.css").read_text(encoding="utf-8")),
        icon=Markup(_ICON.read_text(encoding="utf-8").replace(_NAMESPACE, "")),
        circumstances=circumstances.of(view),
        page=canvas.html,
        is_one_sheet=canvas.is_one_sheet,
        definitions_headline=_("What the figures mean"),
        definitions=list(_definitions(canvas, view)),
        checks_headline=notices.checks_headline(verdicts),
        failed_checks=[
            notices.description(each) for each in verdicts if not each["passed"]
        ],
        made=_("Made by Acre on {date} from the release {release}").format(
            date=formats.day(today), release=view.release.release_id
        ),
    )


def _definitions(canvas: ReportCanvas, view: View) -> Iterator[tuple[str, str, Markup]]:
    """Each figure that was shown: its name, its definition and how it is computed."""
    known = glossary.definitions(view)
    names: dict[str, str] = {}
    for metric in canvas.metrics:
        names.setdefault(metric.definition, metric.name)
    for column, name in names.items():
        if column in known:
            origin = markdown.inline(glossary.origin(known[column]))
            yield name, known[column].text, origin


@cache
def _template() -> Template:
    loader = FileSystemLoader(_HERE)
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    return environment.get_template("document.html")
