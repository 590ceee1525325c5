"""The figures at the head of the overview, each with its change."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

import pandas as pd
import streamlit as st

from dashboard import cards, figures, formats, labels
from dashboard.queries.as_of import AsOf
from dashboard.words import _

_BETTER: dict[str, Literal["more", "fewer", "neither"]] = {
    "D": "neither",
    "ungraded": "fewer",
}


def draw(
    list_table: pd.DataFrame,
    pipeline_table: pd.DataFrame,
    dates: list[AsOf],
    loaded: Collection[str],
) -> None:
    """Draw the figures of the newest picture beside those of the picture before.

    Takes the tables of lists.by_grade and pipeline.by_grade; what was never loaded has
    no figure, rather than a zero.
    """
    drawn = [len(list_table) > 0, len(pipeline_table) > 0]
    if all(drawn):
        left, right = st.columns([6, 4])
    else:
        left = right = st.container()
    if len(list_table):
        with left:
            _list_metrics(list_table, figures.list_dates(dates, list_table))
    if len(pipeline_table):
        with right:
            _pipeline_metrics(pipeline_table, dates, is_graded="prospects" in loaded)


def _list_metrics(table: pd.DataFrame, dates: list[AsOf]) -> None:
    """Prospects on the list, in all and by grade."""
    whole = figures.of(table, "prospect_count", dates)
    meanings = {
        "A": _("Declared able to sign within 3 months."),
        "B": _("Declared able to sign in 4 to 6 months."),
        "C": _("Declared able to sign in 7 to 12 months."),
        "D": _("Declared not able to sign within 12 months."),
        "ungraded": _("No grade was declared."),
    }
    by_grade = {
        grade: figures.of(table, "prospect_count", dates, grade)
        for grade in labels.GRADES
    }
    if not by_grade["ungraded"].now:
        del by_grade["ungraded"]
    with cards.strip(_("Prospects on the list"), whole.since, 1 + len(by_grade)):
        cards.metric(
            _("All"), whole, _count, better="more",
            explanation=_("Active prospects present in the newest export."),
        )  # fmt: skip
        for grade, figure in by_grade.items():
            cards.metric(
                labels.grade(grade), figure, _count,
                better=_BETTER.get(grade, "more"), explanation=meanings[grade],
            )  # fmt: skip


def _pipeline_metrics(
    table: pd.DataFrame, dates: list[AsOf], *, is_graded: bool
) -> None:
    """Open projects and their amount, in all and of grade A."""
    projects = figures.of(table, "project_count", dates)
    with cards.strip(_("Open pipeline"), projects.since, 2 + is_graded):
        cards.metric(
            _("Projects"), projects, _count, better="more",
            explanation=_("Projects neither won nor lost yet."),
        )  # fmt: skip
        cards.metric(
            _("Amount"), figures.of(table, "open_amount", dates), formats.money,
            better="more",
            explanation=_("Expected contract amount of all open projects."),
        )  # fmt: skip
        if is_graded:
            cards.metric(
                _("of grade A"), figures.of(table, "open_amount", dates, "A"),
                formats.money, better="more",
                explanation=_("Expected amount of open projects of A prospects."),
            )  # fmt: skip


def _count(value: float) -> str:
    return formats.count(int(value))
