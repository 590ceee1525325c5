"""What a page can be drawn on: a browser's screen, or a report to be mailed.

A page says what is to be seen and in which order; a canvas knows how. Pages use nothing
else, so each of them is also a report.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Literal, Protocol

from dashboard.charts.drawing import Spec
from dashboard.core.figures import Figure
from dashboard.core.query import Query

Tone = Literal["info", "warning", "error"]
# Of a table on a screen.
SHOWN_ROWS = 500
# Of a choice: more than a reader would scroll through wait for another choice.
MOST_OPTIONS = 500


@dataclass(frozen=True)
class Field:
    """A field of a form: a choice where it has options, else an amount or a text of at
    most so many letters."""

    name: str
    label: str
    options: Mapping[str, str] = field(default_factory=dict)
    is_amount: bool = False
    most_letters: int | None = None


Entered = Mapping[str, str | float | None]


@dataclass(frozen=True)
class Metric:
    """A figure as a reader sees it, with where it is defined and what it opens.

    `definition` is a column of the marts whose definition explains the figure; `opens`
    are parameters of the page Records that show what was counted.
    """

    name: str
    figure: Figure
    write: Callable[[float], str]
    better: str
    definition: str
    opens: Mapping[str, str] = field(default_factory=dict)


class Canvas(Protocol):
    """What pages draw on. Texts are Markdown; text from data goes through `plain`."""

    def title(self, text: str) -> None:
        """The page's name, once, at its head."""

    def one_sheet(self) -> None:
        """The page is to be printed on one sheet: what is closed, and what explains the
        figures, is left to the screen."""

    def text(self, text: str) -> None:
        """A paragraph."""

    def caption(self, text: str) -> None:
        """A remark in small type."""

    def notice(self, tone: Tone, text: str, icon: str) -> None:
        """A box that says what is missing or wrong; icon is a Material symbol's name."""

    def term(self, anchor: str, name: str, text: str, origin: str) -> None:
        """A term of the glossary, which a link to #anchor leads to; origin is small."""

    def columns(self, *weights: int) -> Sequence[AbstractContextManager[object]]:
        """Parts side by side, where the width allows, in proportion to the weights."""

    def card(self, headline: str, explanation: str) -> AbstractContextManager[object]:
        """A frame: the finding as its title, what is drawn beneath it."""

    def strip(self, title: str, metrics: Sequence[Metric]) -> None:
        """A framed row of metrics, each with its change since the compared date."""

    def grade_key(self) -> None:
        """The colours of the grades."""

    def chart(
        self,
        key: str,
        draw: Callable[[], Spec],
        *,
        description: str,
        picks: Mapping[str, str] | None = None,
        opens: Mapping[str, str] | None = None,
    ) -> None:
        """A chart; `description` is what a screen reader reads.

        `picks` names, per field of the marks, the filter that a click on one sets, and
        `opens` has further codes that it sets, to show just what was counted; the
        chart has the point selection of charts.drawing.picking over these fields.
        """

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
        """The first rows of a table of queries.tables, with its size and downloads.

        `row_count` spares counting where it is known; `picks` names, per column, the
        filter that choosing a row sets, `opens` what else it sets.
        """

    def table_beneath(
        self,
        name: str,
        query: Query,
        *,
        label: str = "",
        picks: Mapping[str, str] | None = None,
        opens: Mapping[str, str] | None = None,
    ) -> None:
        """The figures of a chart as a table that is closed at first."""

    def choice(self, name: str, label: str, options: Mapping[str, str]) -> str:
        """A choice of view.PAGE_CHOICES among codes and their words; the first is the
        default. It is drawn above what it changes; gives the code that was chosen."""

    def form(
        self,
        name: str,
        fields: Sequence[Field],
        submit: str,
        take: Callable[[Entered], Sequence[str]],
        done: str,
    ) -> None:
        """Something to be filled in. `take` gets what was entered and gives a sentence
        for each thing that is wrong with it; none, and `done` is said."""
