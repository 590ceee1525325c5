"""Territories against their targets: by grade at a date, and over the dates.

Both take `territories`: territory_id, territory, team, prospect_count,
compared_prospect_count, target_prospect_count, target_rate and a count per grade, one
row each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import altair as alt

from dashboard.charts import rows
from dashboard.charts.drawing import (
    Spec,
    filled,
    moment,
    named,
    picking,
    template,
)
from dashboard.charts.palette import (
    FADED,
    FROM_TARGET,
    MUTED,
    TEXT,
    fitted,
    grade_outline,
    grade_scale,
)
from dashboard.core.release import Record
from dashboard.wording import formats, labels
from dashboard.wording.labels import Labels
from dashboard.wording.words import _, language

# A dark line on a light one stands out from every bar, on a white page and a dark one.
_TARGET_LINE = ((4, "#FFFFFF"), (2, "#20302B"))


def by_grade(
    territories: Sequence[Record],
    grade: str | None = None,
    territory_id: str | None = None,
) -> Spec:
    """Prospects of each territory by grade, a line at its target, a diamond before.

    A click on a bar selects its territory_id and declared_grade; what is not of the
    chosen grade and territory is pale.
    """
    order = rows.of(territories)
    totals = [
        {
            "row": order.names[each["territory_id"]],
            "words": of_target(each["prospect_count"], each["target_prospect_count"]),
            "compared_prospect_count": each["compared_prospect_count"],
            "target_prospect_count": each["target_prospect_count"],
        }
        for each in territories
    ]
    bars = [
        {**bar, "opacity": 1.0 if _is_chosen(bar, grade, territory_id) else FADED}
        for each, total in zip(territories, totals, strict=True)
        for bar in _bars_of(each, total)
    ]
    return filled(
        _by_grade(language(), labels.in_use()), order.order, bars=bars, totals=totals
    )


def of_target(count: int, target: int | None) -> str:
    """Prospects against the target as text: 24 / 30, or 24 where there is none."""
    if target is None:
        return formats.count(count)
    return f"{formats.count(count)} / {formats.count(target)}"


def _bars_of(territory: Record, total: Record) -> Iterator[Record]:
    """One bar per grade, laid end to end in the order of the grades."""
    low = 0
    for grade in labels.grades():
        count = territory.get(f"{grade.lower()}_count") or 0
        if count:
            yield {
                "row": total["row"],
                "words": total["words"],
                "territory_id": territory["territory_id"],
                "declared_grade": grade,
                "count": count,
                "low": low,
                "high": low + count,
            }
        low += count


def _is_chosen(bar: Record, grade: str | None, territory_id: str | None) -> bool:
    return grade in (None, bar["declared_grade"]) and territory_id in (
        None,
        bar["territory_id"],
    )


@lru_cache
def _by_grade(language: str, _labels: Labels) -> Spec:
    totals = alt.Chart(named("totals"))
    earlier = (
        totals.transform_filter("isValid(datum.compared_prospect_count)")
        .mark_point(
            shape="diamond", size=38, filled=True, fill="white", stroke=MUTED,
            strokeWidth=1.2,
        )
        .encode(
            x="compared_prospect_count:Q",
            y=rows.y(),
            tooltip=[
                alt.Tooltip(
                    "compared_prospect_count:Q", title=_("Before"), format=",d"
                )
            ],
        )
    )  # fmt: skip
    targets = [
        totals.transform_filter("datum.target_prospect_count > 0")
        .mark_tick(thickness=width, color=colour, size=rows.STEP - 2)
        .encode(x="target_prospect_count:Q", y=rows.y())
        for width, colour in _TARGET_LINE
    ]
    words = totals.mark_text(align="left", dx=8, color=TEXT).encode(
        x=alt.value("width"), y=rows.y(), text="words:N"
    )
    return template(
        alt.layer(_grade_bars(), *targets, earlier, words).properties(
            height=alt.Step(rows.STEP),
            width="container",
            autosize=fitted(),
        )
    )


def _grade_bars() -> alt.Chart:
    axis = alt.Axis(
        title=_("prospects"),
        titleFontWeight="normal",
        format=",d",
        orient="top",
        tickCount=5,
        tickMinStep=1,
    )
    chart: alt.Chart = (
        alt.Chart(named("bars"))
        .transform_calculate(grade_text=labels.lookup("grade", "datum.declared_grade"))
        .mark_bar(cursor="pointer", strokeWidth=0.6)
        .encode(
            y=rows.y(),
            x=alt.X("low:Q", axis=axis),
            x2="high:Q",
            color=alt.Color("declared_grade:N", scale=grade_scale(), legend=None),
            stroke=grade_outline(),
            opacity=alt.Opacity("opacity:Q", scale=None),
            tooltip=[
                alt.Tooltip("row:N", title=_("Territory")),
                alt.Tooltip("grade_text:N", title=_("Declared grade")),
                alt.Tooltip("count:Q", title=_("Prospects"), format=",d"),
                alt.Tooltip("words:N", title=_("All grades, of target")),
            ],
        )
        .add_params(picking("territory_id", "declared_grade"))
    )
    return chart


def over_time(counts: Sequence[Record], territories: Sequence[Record]) -> Spec:
    """Heatmap of territories × as-of dates: prospects divided by the target.

    `counts` has as_of, territory_id, prospect_count, target_prospect_count and
    target_rate; of `territories`, all with a target, the newest rate stands at the
    right. A click selects as_of and territory_id.
    """
    order = rows.of(territories)
    least, most = min(FROM_TARGET), max(FROM_TARGET)
    cells = [
        {
            **each,
            "row": order.names[each["territory_id"]],
            "as_of": each["as_of"].isoformat(),
            "day": moment(each["as_of"]),
            "shade": min(max(each["target_rate"], least), most),
        }
        for each in counts
    ]
    rates = [
        {
            "row": order.names[each["territory_id"]],
            "words": formats.share(each["target_rate"]),
        }
        for each in territories
    ]
    return filled(_over_time(language()), order.order, cells=cells, rates=rates)


@lru_cache
def _over_time(language: str) -> Spec:
    heat = (
        alt.Chart(named("cells"))
        .transform_calculate(
            day_text=f"timeFormat(toDate(datum.day), {formats.vega_day()!r})"
        )
        .mark_rect(cursor="pointer")
        .encode(
            x=alt.X(
                "as_of:O",
                axis=alt.Axis(
                    title=None, labelAngle=0, labelOverlap=True, orient="top"
                ),
                scale=alt.Scale(paddingInner=0.06),
            ),
            y=rows.y(),
            color=alt.Color("shade:Q", scale=_heat_scale(), legend=_heat_legend()),
            tooltip=[
                alt.Tooltip("row:N", title=_("Territory")),
                alt.Tooltip("day_text:N", title=_("As of")),
                alt.Tooltip("prospect_count:Q", title=_("Prospects"), format=",d"),
                alt.Tooltip("target_prospect_count:Q", title=_("Target"), format=",d"),
                alt.Tooltip("target_rate:Q", title=_("Share of target"), format=".0%"),
            ],
        )
        .add_params(picking("as_of", "territory_id"))
    )
    words = (
        alt.Chart(named("rates"))
        .mark_text(align="left", dx=8, color=TEXT)
        .encode(x=alt.value("width"), y=rows.y(), text="words:N")
    )
    return template(
        alt.layer(heat, words).properties(
            height=alt.Step(rows.STEP),
            width="container",
            autosize=fitted(),
        )
    )


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
