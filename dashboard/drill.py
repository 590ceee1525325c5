"""From a figure to the records behind it: by grade and by territory."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import streamlit as st

from dashboard import formats, labels, tables, url_state
from dashboard.charts.territories import PICK
from dashboard.queries import records
from dashboard.release import Release
from dashboard.words import _

ALL = "all"
GRADE, TERRITORY, KIND = "grade", "territory", "records"
_QUERIES = {"prospects": records.prospects, "projects": records.open_projects}
_COUNTS = {"prospects": records.prospect_count, "projects": records.open_project_count}


def chosen(territories: pd.DataFrame) -> tuple[str | None, str | None]:
    """The grade and the territory chosen for the records; None means all."""
    grade = url_state.choose(GRADE, [ALL, *labels.GRADES], ALL)
    options = [ALL, *territories["territory_id"]]
    territory_id = url_state.choose(TERRITORY, options, ALL)
    return (
        None if grade == ALL else grade,
        None if territory_id == ALL else territory_id,
    )


def take_pick(chart_key: str) -> None:
    """Make a click on the territory chart the choice; a click beside it, all."""
    points = st.session_state[chart_key].selection[PICK]
    point = points[0] if points else {}
    st.session_state[GRADE] = point.get("declared_grade", ALL)
    st.session_state[TERRITORY] = point.get("territory_id", ALL)


def choices(territories: pd.DataFrame) -> None:
    """Draw the choice of grade and of territory; both were settled before."""
    grades = {ALL: _("All")} | {grade: labels.grade(grade) for grade in labels.GRADES}
    names = _distinct(territories)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.pills(
            _("Declared grade"),
            list(grades),
            format_func=grades.__getitem__,
            key=GRADE,
            required=True,
            persist_state="session",
        )
        st.selectbox(
            _("Territory"),
            list(names),
            format_func=names.__getitem__,
            key=TERRITORY,
            persist_state="session",
        )


def _distinct(territories: pd.DataFrame) -> dict[str, str]:
    """All and every territory by its name; the ID beside a name that others share.

    A selectbox finds the choice by its words, so no two options may read alike.
    """
    names = {ALL: _("All")} | {
        row.territory_id: labels.territory(row.territory_id, row.name)
        for row in territories.itertuples()
    }
    uses = Counter(names.values())
    return {
        code: name if uses[name] == 1 or code == ALL else f"{name} ({code})"
        for code, name in names.items()
    }


def shown_records(
    current: Release,
    kinds: list[str],
    grade: str | None,
    territory_id: str | None,
    height: int | str,
) -> None:
    """The records of the choice: prospects or open projects, with their counts."""
    counts = {kind: _COUNTS[kind](current, grade, territory_id) for kind in kinds}
    titles = {"prospects": _("Prospects"), "projects": _("Open projects")}
    titles = {
        kind: f"{titles[kind]} · {formats.count(count)}"
        for kind, count in counts.items()
    }
    kind = url_state.choose(KIND, kinds, kinds[0])
    st.segmented_control(
        _("Records"),
        kinds,
        format_func=titles.__getitem__,
        key=KIND,
        required=True,
        persist_state="session",
        label_visibility="collapsed",
    )
    parts = [kind, grade, territory_id]
    tables.listing(
        _QUERIES[kind],
        grade,
        territory_id,
        row_count=counts[kind],
        file_name="_".join(part for part in parts if part),
        height=height,
    )
