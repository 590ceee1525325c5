"""Rows of the loaded files by export date."""

from __future__ import annotations

import altair as alt
import pandas as pd

from dashboard import formats
from dashboard.charts.palette import LOADED, REJECTED, UNCHANGED
from dashboard.words import _

_HEIGHT = 220
# A band of the whole width would make one export look like a wall.
_FEW, _WIDTH_OF_FEW = 10, 36


def rows_by_export(table: pd.DataFrame) -> alt.Chart:
    """Stacked bars of loaded, unchanged and rejected rows.

    Takes exported_on, rows_loaded, rows_unchanged, rows_rejected.
    """
    fates = {
        "rows_loaded": (_("new or changed"), LOADED),
        "rows_unchanged": (_("unchanged"), UNCHANGED),
        "rows_rejected": (_("rejected"), REJECTED),
    }
    words = {fate: word for fate, (word, _colour) in fates.items()}
    colours = alt.Scale(
        domain=list(words.values()), range=[colour for _word, colour in fates.values()]
    )
    width = _WIDTH_OF_FEW if len(table) <= _FEW else alt.Undefined
    chart: alt.Chart = (
        alt.Chart(_bars(table, words))
        .mark_bar(size=width)
        .encode(
            x=alt.X(
                "date:O",
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
                alt.Tooltip("date_text:N", title=_("Export of")),
                alt.Tooltip("fate_text:N", title=_("Rows")),
                alt.Tooltip("row_count:Q", title=_("Number"), format=",d"),
            ],
        )
        .properties(height=_HEIGHT)
    )
    return chart


def _axis() -> alt.Axis:
    return alt.Axis(
        title=None, labelExpr=formats.compact_axis(), tickCount=4, tickMinStep=1
    )


def _bars(table: pd.DataFrame, words: dict[str, str]) -> pd.DataFrame:
    """One bar per export date × fate that befell any row."""
    bars = table.melt(
        id_vars=["exported_on"],
        value_vars=list(words),
        var_name="fate",
        value_name="row_count",
    )
    bars = bars[bars["row_count"] > 0]
    days = {on: formats.day(on.date()) for on in bars["exported_on"].unique()}
    return bars.assign(
        order=bars["fate"].map({fate: place for place, fate in enumerate(words)}),
        fate_text=bars["fate"].map(words),
        date=bars["exported_on"].dt.strftime("%Y-%m-%d"),
        date_text=bars["exported_on"].map(days),
    ).drop(columns="exported_on")
