"""Territories against their targets: by grade now, and over the as-of dates.

Both charts take `territories`: territory_id, name, team, target_prospect_count and the
prospect_count of the newest picture, one row each, in the order to show.
"""

from __future__ import annotations

import altair as alt
import pandas as pd

from dashboard import formats, labels
from dashboard.charts import rows
from dashboard.charts.palette import (
    FADED,
    FROM_TARGET,
    GRADE_COLOURS,
    fitted,
    grade_scale,
)
from dashboard.words import _

PICK = "pick"
# A dark line on a light one stands out from every bar, on a white page and a dark one.
_TARGET_LINE = ((4, "#FFFFFF"), (2, "#20302B"))


def by_grade(
    table: pd.DataFrame,
    territories: pd.DataFrame,
    grade: str | None = None,
    territory_id: str | None = None,
) -> alt.LayerChart:
    """Prospects of each territory by grade, with a line where the target is.

    `table` has territory_id, declared_grade, prospect_count. A click on a bar selects
    its territory_id and declared_grade under the name PICK; what is not of the chosen
    grade and territory is pale.
    """
    order = rows.of(territories)
    totals = _totals(territories)
    figures = dict(zip(totals["territory_id"], totals["of_target"], strict=True))
    beside = (
        alt.Chart(totals)
        .mark_point(opacity=0)
        .encode(y=order.y_at_right(figures), x="prospect_count:Q")
    )
    segments = _segments(table, totals, grade, territory_id)
    layers: list[alt.Chart] = [_bars(segments, order), beside]
    aimed = totals.dropna(subset=["target_prospect_count"])
    if len(aimed):
        layers += _target_line(aimed, order)
    chart: alt.LayerChart = (
        alt.layer(*layers)
        .resolve_axis(y="independent")
        .properties(height=alt.Step(rows.STEP), autosize=fitted())
    )
    return chart


def _bars(segments: pd.DataFrame, order: rows.Rows) -> alt.Chart:
    pick = alt.selection_point(
        name=PICK, fields=["territory_id", "declared_grade"], toggle=False
    )
    bars: alt.Chart = (
        alt.Chart(segments)
        .mark_bar(cursor="pointer")
        .encode(
            y=order.y(),
            x=alt.X(
                "low:Q",
                axis=alt.Axis(
                    title=None, format=",d", orient="top", tickCount=5, tickMinStep=1
                ),
            ),
            x2="high:Q",
            color=alt.Color("declared_grade:N", scale=grade_scale(), legend=None),
            opacity=alt.Opacity("opacity:Q", scale=None),
            tooltip=[
                alt.Tooltip("name_text:N", title=_("Territory")),
                alt.Tooltip("grade_text:N", title=_("Declared grade")),
                alt.Tooltip("prospect_count:Q", title=_("Prospects"), format=",d"),
                alt.Tooltip("of_target:N", title=_("All grades, of target")),
            ],
        )
        .add_params(pick)
    )
    return bars


def _target_line(aimed: pd.DataFrame, order: rows.Rows) -> list[alt.Chart]:
    return [
        alt.Chart(aimed)
        .mark_tick(thickness=width, color=colour, size=rows.STEP - 2)
        .encode(
            y=alt.Y("territory_id:N", scale=order.scale(), axis=None),
            x="target_prospect_count:Q",
        )
        for width, colour in _TARGET_LINE
    ]


def _totals(territories: pd.DataFrame) -> pd.DataFrame:
    return territories.assign(
        name_text=[
            labels.territory(row.territory_id, row.name)
            for row in territories.itertuples()
        ],
        of_target=[
            of_target(row.prospect_count, row.target_prospect_count)
            for row in territories.itertuples()
        ],
    )


def _segments(
    table: pd.DataFrame,
    totals: pd.DataFrame,
    chosen_grade: str | None,
    chosen_territory: str | None,
) -> pd.DataFrame:
    """One bar per territory × grade, laid end to end in the order of the grades."""
    place = {grade: number for number, grade in enumerate(GRADE_COLOURS)}
    bars = table.merge(totals.drop(columns="prospect_count"), on="territory_id")
    bars = bars.sort_values(
        "declared_grade", key=lambda grades: grades.map(place), kind="stable"
    )
    bars["high"] = bars.groupby("territory_id")["prospect_count"].cumsum()
    bars["low"] = bars["high"] - bars["prospect_count"]
    bars["grade_text"] = bars["declared_grade"].map(labels.grade)
    is_chosen = pd.Series(True, index=bars.index)
    if chosen_grade is not None:
        is_chosen &= bars["declared_grade"] == chosen_grade
    if chosen_territory is not None:
        is_chosen &= bars["territory_id"] == chosen_territory
    bars["opacity"] = is_chosen.map({True: 1.0, False: FADED})
    return bars


def of_target(count: int, target: float) -> str:
    """Prospects against the target as text: 24 / 30, or 24 where there is none."""
    if pd.isna(target):
        return formats.count(count)
    return f"{formats.count(count)} / {formats.count(int(target))}"


def over_time(table: pd.DataFrame, territories: pd.DataFrame) -> alt.LayerChart:
    """Heatmap of territories × as-of dates: prospects divided by the target.

    `table` has as_of, territory_id, prospect_count; only territories with a target are
    shown, and the newest ratio stands at the right.
    """
    aimed = territories[territories["target_prospect_count"] > 0]
    order = rows.of(aimed)
    newest = aimed["prospect_count"] / aimed["target_prospect_count"]
    ratios = {
        territory_id: formats.share(ratio)
        for territory_id, ratio in zip(aimed["territory_id"], newest, strict=True)
    }
    heat = (
        alt.Chart(_cells(table, aimed))
        .mark_rect()
        .encode(
            x=_dates(),
            y=order.y(),
            color=alt.Color("shade:Q", scale=_heat_scale(), legend=_heat_legend()),
            tooltip=[
                alt.Tooltip("name_text:N", title=_("Territory")),
                alt.Tooltip("date_text:N", title=_("As of")),
                alt.Tooltip("prospect_count:Q", title=_("Prospects"), format=",d"),
                alt.Tooltip("target_prospect_count:Q", title=_("Target"), format=",d"),
                alt.Tooltip("ratio:Q", title=_("Share of target"), format=".0%"),
            ],
        )
    )
    beside = alt.Chart(aimed).mark_point(opacity=0).encode(y=order.y_at_right(ratios))
    chart: alt.LayerChart = (
        alt.layer(heat, beside)
        .resolve_axis(y="independent")
        .properties(height=alt.Step(rows.STEP), autosize=fitted())
    )
    return chart


def _dates() -> alt.X:
    axis = alt.Axis(title=None, labelAngle=0, labelOverlap=True, orient="top")
    return alt.X("date:O", axis=axis, scale=alt.Scale(paddingInner=0.06))


def _heat_scale() -> alt.Scale:
    return alt.Scale(
        domain=list(FROM_TARGET), range=list(FROM_TARGET.values()), clamp=True
    )


def _heat_legend() -> alt.Legend:
    return alt.Legend(
        title=_("prospects, of target"),
        orient="bottom",
        direction="horizontal",
        gradientLength=140,
        gradientThickness=8,
        format=".0%",
        values=[0.7, 1.0, 1.3],
    )


def _cells(table: pd.DataFrame, aimed: pd.DataFrame) -> pd.DataFrame:
    named = _totals(aimed).drop(columns="prospect_count")
    cells = table.merge(named, on="territory_id")
    days = {on: formats.day(on.date()) for on in cells["as_of"].unique()}
    cells["ratio"] = cells["prospect_count"] / cells["target_prospect_count"]
    cells["shade"] = cells["ratio"].clip(min(FROM_TARGET), max(FROM_TARGET))
    cells["date"] = cells["as_of"].dt.strftime("%Y-%m-%d")
    cells["date_text"] = cells["as_of"].map(days)
    return cells.drop(columns="as_of")
