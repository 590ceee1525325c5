"""A page as HTML: the canvas of reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from markupsafe import Markup

from dashboard.charts.drawing import Spec
from dashboard.charts.palette import colours
from dashboard.core.query import Query
from dashboard.core.view import ALL, View
from dashboard.serving.report import drawings, markdown, tables
from dashboard.ui.canvas import Canvas, Entered, Field, Metric, Tone
from dashboard.wording import formats, headlines, labels
from dashboard.wording.words import _

# Pixels; a chart across the whole page, and one of two side by side.
_WIDE, _NARROW = 1200, 600

Parts = list["Markup | Parts"]


class ReportCanvas(Canvas):
    """Collects a page as HTML; see Canvas for what each part means.

    What only a screen can do is left out: clicks on charts, and rows beyond the first
    of a table.
    """

    def __init__(self, view: View) -> None:
        self.heading = ""
        self.is_one_sheet = False
        self.metrics: list[Metric] = []
        self._view = view
        self._whole: Parts = []
        self._here = self._whole
        self._width = _WIDE
        self._chart_count = 0

    @property
    def html(self) -> Markup:
        """What was drawn."""
        return Markup("\n").join(_flat(self._whole))

    def title(self, text: str) -> None:
        self.heading = text

    def one_sheet(self) -> None:
        self.is_one_sheet = True

    def text(self, text: str) -> None:
        self._add(markdown.paragraphs(text))

    def caption(self, text: str) -> None:
        self._add('<p class="caption">{}</p>', markdown.inline(text))

    def notice(self, tone: Tone, text: str, icon: str) -> None:
        self._add('<div class="notice {}">{}</div>', tone, markdown.paragraphs(text))

    def term(self, anchor: str, name: str, text: str, origin: str) -> None:
        self._add('<h3 id="{}">{}</h3>', anchor, name)
        self.text(text)
        self.caption(origin)

    def columns(self, *weights: int) -> Sequence[AbstractContextManager[object]]:
        parts: list[Parts] = [[] for _weight in weights]
        tracks = " ".join(f"minmax(0, {weight}fr)" for weight in weights)
        self._add('<div class="columns" style="--columns: {}">', tracks)
        for part in parts:
            self._here += [Markup("<div>"), part, Markup("</div>")]
        self._add("</div>")
        return [self._inside(part) for part in parts]

    @contextmanager
    def _inside(self, part: Parts) -> Iterator[None]:
        outside = self._here, self._width
        self._here, self._width = part, _NARROW
        yield
        self._here, self._width = outside

    @contextmanager
    def card(self, headline: str, explanation: str) -> Iterator[None]:
        self._add('<section class="card"><h2>{}</h2>', headline)
        self.caption(explanation)
        yield
        self._add("</section>")

    def strip(self, title: str, metrics: Sequence[Metric]) -> None:
        self.metrics += metrics
        shown = headlines.strip(title, metrics[0].figure.since)
        self._add('<section class="card"><p class="caption">{}</p>', shown)
        self._add('<dl class="metrics">')
        for metric in metrics:
            self._add(
                "<div><dt>{}</dt><dd>{}</dd>{}</div>",
                metric.name,
                metric.write(metric.figure.now),
                _change(metric),
            )
        self._add("</dl></section>")

    def grade_key(self) -> None:
        self._add('<p class="grade-key">')
        for grade, colour in colours("grade").items():
            self._add(
                '<span><i style="background: {}"></i>{}</span>',
                colour,
                labels.grade(grade),
            )
        self._add("</p>")

    def chart(
        self,
        key: str,
        draw: Callable[[], Spec],
        *,
        description: str,
        picks: Mapping[str, str] | None = None,
        opens: Mapping[str, str] | None = None,
    ) -> None:
        self._chart_count += 1
        drawn = drawings.svg(draw(), self._width, self._chart_count, description)
        self._add('<div class="chart" style="--width: {}px">', self._width)
        self._add("{}</div>", drawn)

    def table(
        self,
        name: str,
        query: Query,
        *,
        height: int | None = None,
        row_count: int | None = None,
        picks: Mapping[str, str] | None = None,
        opens: Mapping[str, str] | None = None,
    ) -> None:
        self._table("", query, row_count, is_open=True)

    def table_beneath(
        self,
        name: str,
        query: Query,
        *,
        label: str = "",
        picks: Mapping[str, str] | None = None,
        opens: Mapping[str, str] | None = None,
    ) -> None:
        self._table(label or _("Table"), query, None, is_open=False)

    def _table(
        self, label: str, query: Query, row_count: int | None, *, is_open: bool
    ) -> None:
        release = self._view.release
        size = tables.size(release, query, row_count)
        self._add(
            '<details{}><summary>{}</summary><div class="rows">{}</div></details>',
            Markup(" open") if is_open else "",
            f"{label} · {size}" if label else size,
            tables.html(release, query),
        )

    def choice(self, name: str, label: str, options: Mapping[str, str]) -> str:
        code = self._view.choices.get(name, ALL)
        if code not in options:
            code = next(iter(options))
        self._add('<p class="choice">{}</p>', options[code])
        return code

    def form(
        self,
        name: str,
        fields: Sequence[Field],
        submit: str,
        take: Callable[[Entered], Sequence[str]],
        done: str,
    ) -> None:
        """A report has no forms."""

    def _add(self, html: str, *texts: Any) -> None:
        """Add HTML with texts in its holes, which are escaped unless they are HTML."""
        self._here.append(Markup(html).format(*texts) if texts else Markup(html))


def _flat(parts: Parts) -> Iterator[Markup]:
    for part in parts:
        if isinstance(part, list):
            yield from _flat(part)
        else:
            yield part


def _change(metric: Metric) -> Markup:
    """The change since the compared date: an arrow, and a colour where it is good or bad."""
    figure = metric.figure
    if figure.since is None:
        return Markup("")
    if not figure.change:
        return Markup('<dd class="change">{}</dd>').format(metric.write(0))
    is_up = figure.change > 0
    tone = ""
    if metric.better != "neither":
        tone = "good" if is_up == (metric.better == "more") else "bad"
    change = formats.signed(metric.write(abs(figure.change)), figure.change)
    return Markup('<dd class="change {}">{} {}</dd>').format(
        tone, "↑" if is_up else "↓", change
    )
