"""Rows of the loaded files by export date."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from operator import itemgetter

import altair as alt

from dashboard.charts.drawing import (
    Spec,
    filled,
    moment,
    named,
    picking,
    template,
)
from dashboard.charts.palette import LOADED, REJECTED, UNCHANGED
from dashboard.core.release import Record
from dashboard.wording import formats
from dashboard.wording.words import _, language

_HEIGHT = 220
# A band of the whole width would make one export look like a wall.
_FEW, _WIDTH_OF_FEW = 10, 36
_FATES = ("rows_loaded", "rows_unchanged", "rows_rejected")


def rows_by_export(exports: Sequence[Record]) -> Spec:
    """Stacked bars of loaded, unchanged and rejected rows; a click selects as_of.

    Takes exported_on, rows_loaded, rows_unchanged, rows_rejected.
    """
    bars = [
        {
            "as_of": export["exported_on"].isoformat(),
            "day": moment(export["exported_on"]),
            "fate": fate,
            "order": order,
            "row_count": export[fate],
        }
        for export in sorted(exports, key=itemgetter("exported_on"))
        for order, fate in enumerate(_FATES)
        if export[fate]
    ]
    return filled(_template(language(), len(exports) <= _FEW), bars=bars)


@lru_cache
def _template(language: str, are_few: bool) -> Spec:
    words = dict(
        zip(_FATES, (_("new or changed"), _("unchanged"), _("rejected")), strict=True)
    )
    colours = alt.Scale(
        domain=list(words.values()), range=[LOADED, UNCHANGED, REJECTED]
    )
    chart = (
        alt.Chart(named("bars"))
        .transform_calculate(
            fate_text=f"({json.dumps(words, ensure_ascii=False)})[datum.fate]",
            day_text=f"timeFormat(toDate(datum.day), {formats.vega_day()!r})",
        )
        .mark_bar(size=_WIDTH_OF_FEW if are_few else alt.Undefined, cursor="pointer")
        .encode(
            x=alt.X(
                "as_of:O",
                axis=alt.Axis(title=None, labelAngle=0, labelOverlap=True),
                scale=alt.Scale(paddingInner=0.3),
            ),
            y=alt.Y("row_count:Q", axis=_axis()),
            color=alt.Color(
                "fate_text:N",
                scale=colours,
                legend=alt.Legend(title=None, orient="top"),
            ),
            order="order:Q",
            tooltip=[
                alt.Tooltip("day_text:N", title=_("Exported on")),
                alt.Tooltip("fate_text:N", title=_("Rows")),
                alt.Tooltip("row_count:Q", title=_("Number"), format=",d"),
            ],
        )
        .add_params(picking("as_of"))
        .properties(height=_HEIGHT, width="container")
    )
    return template(chart)


def _axis() -> alt.Axis:
    return alt.Axis(
        title=None,
        labelExpr=formats.compact("datum.value"),
        tickCount=4,
        tickMinStep=1,
    )
