"""Territories side by side: how they are maintained and filled, and how work is spread."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter

import altair as alt

from dashboard.charts import rows
from dashboard.charts.drawing import Spec, filled, moment, named, picking, template
from dashboard.charts.palette import FROM_TARGET, MUTED, SERIES, TEXT, fitted
from dashboard.core.release import Record
from dashboard.wording import formats
from dashboard.wording.words import N_, _, language

_MEASURES: Mapping[str, str] = {
    "cadence_rate": N_("on cadence"),
    "target_rate": N_("of target"),
    "in_target_market_rate": N_("in target market"),
    "market_coverage_rate": N_("market covered"),
}
_BALANCED: Mapping[str, str] = {
    "prospect_count": N_("prospects"),
    "market_company_count": N_("market"),
    "workload_rate": N_("work"),
}
# Where a cell is too dark for the colour of the text.
_IS_DARK = "isValid(datum.shade) && (datum.shade < 0.8 || datum.shade > 1.22)"
_SHAPES = ("circle", "diamond", "square")


def side_by_side(
    territories: Sequence[Record],
    company: Mapping[str, float | None],
    measures: Sequence[str],
) -> Spec:
    """Territories × measures, each share as text, shaded by how it compares.

    Takes territory_id, territory, team and the shares of `measures`, one row each;
    `company` has the share that each is compared with. A click selects territory_id.
    """
    order = rows.of(territories)
    cells = [
        {
            "territory_id": each["territory_id"],
            "row": order.names[each["territory_id"]],
            "measure": _(_MEASURES[measure]),
            "words": "" if each[measure] is None else formats.share(each[measure]),
            "benchmark": _benchmark(company[measure]),
            "shade": _shade(each[measure], company[measure]),
        }
        for each in territories
        for measure in measures
    ]
    return filled(_side_by_side(language()), order.order, cells=cells)


def _benchmark(share: float | None) -> str:
    return "" if share is None else formats.share(share)


def _shade(share: float | None, benchmark: float | None) -> float | None:
    if share is None or not benchmark:
        return None
    return min(max(share / benchmark, min(FROM_TARGET)), max(FROM_TARGET))


@lru_cache
def _side_by_side(language: str) -> Spec:
    cells = alt.Chart(named("cells"))
    x = alt.X(
        "measure:N",
        sort=None,
        axis=alt.Axis(
            title=None,
            labelAngle=0,
            labelExpr="split(datum.label, ' ')",
            labelLimit=70,
            labelOverlap=False,
            orient="top",
        ),
        scale=alt.Scale(paddingInner=0.06),
    )
    heat = (
        cells.mark_rect(cursor="pointer")
        .encode(
            x=x,
            y=rows.y(),
            color=alt.Color(
                "shade:Q",
                scale=alt.Scale(
                    domain=list(FROM_TARGET),
                    range=list(FROM_TARGET.values()),
                    clamp=True,
                ),
                legend=alt.Legend(
                    title=_("vs. target, or vs. total"),
                    orient="bottom",
                    direction="horizontal",
                    gradientLength=140,
                    gradientThickness=8,
                    format=".0%",
                    values=[0.7, 1.0, 1.3],
                ),
            ),
            tooltip=[
                alt.Tooltip("row:N", title=_("Territory")),
                alt.Tooltip("measure:N", title=_("Measure")),
                alt.Tooltip("words:N", title=_("Share")),
                alt.Tooltip("benchmark:N", title=_("Target or total")),
            ],
        )
        .add_params(picking("territory_id"))
    )
    words = cells.mark_text(tooltip=None, cursor="pointer").encode(
        x=x,
        y=rows.y(),
        text="words:N",
        color=alt.condition(_IS_DARK, alt.value("#FFFFFF"), alt.value(TEXT)),
    )
    return template(
        alt.layer(heat, words).properties(
            height=alt.Step(rows.STEP), width="container", autosize=fitted()
        )
    )


def balance(territories: Sequence[Record], measures: Sequence[str]) -> Spec:
    """Territories × what they hold vs. their average; work vs. a month.

    Takes territory_id, territory, team and the figures of `measures`, one row each. A
    click selects territory_id.
    """
    order = rows.of(territories)
    points = [
        {**point, "row": order.names[point["territory_id"]]}
        for measure in measures
        for point in _points(territories, measure)
    ]
    return filled(_balance(language()), order.order, points=points)


def balanced(territories: Sequence[Record]) -> list[str]:
    """The measures of `balance` that these territories have."""
    return [
        measure
        for measure in _BALANCED
        if any(each.get(measure) is not None for each in territories)
    ]


def compared(territories: Sequence[Record]) -> list[str]:
    """The measures of `side_by_side` that these territories have."""
    return [
        measure
        for measure in _MEASURES
        if any(each.get(measure) is not None for each in territories)
    ]


def _points(territories: Sequence[Record], measure: str) -> Iterator[Record]:
    figures = [each[measure] for each in territories if each[measure] is not None]
    is_rate = measure.endswith("_rate")
    benchmark = 1 if is_rate else sum(figures) / len(figures)
    for each in territories:
        if each[measure] is not None and benchmark:
            yield {
                "territory_id": each["territory_id"],
                "series": _(_BALANCED[measure]),
                "words": (formats.share if is_rate else formats.count)(each[measure]),
                "ratio": each[measure] / benchmark,
            }


@lru_cache
def _balance(language: str) -> Spec:
    legend = alt.Legend(title=None, orient="bottom", direction="horizontal", columns=2)
    points = (
        alt.Chart(named("points"))
        .mark_point(size=64, filled=True, opacity=0.9, cursor="pointer")
        .encode(
            x=alt.X(
                "ratio:Q",
                axis=alt.Axis(
                    title=_("vs. average, or a month"),
                    titleFontWeight="normal",
                    format=".0%",
                    orient="top",
                    tickCount=5,
                ),
            ),
            y=rows.y(),
            color=alt.Color(
                "series:N", sort=None, scale=alt.Scale(range=[*SERIES]), legend=legend
            ),
            shape=alt.Shape(
                "series:N", sort=None, scale=alt.Scale(range=[*_SHAPES]), legend=legend
            ),
            tooltip=[
                alt.Tooltip("row:N", title=_("Territory")),
                alt.Tooltip("series:N", title=_("Measure")),
                alt.Tooltip("words:N", title=_("Figure")),
                alt.Tooltip(
                    "ratio:Q", title=_("vs. average, or a month"), format=".0%"
                ),
            ],
        )
        .add_params(picking("territory_id"))
    )
    even = (
        alt.Chart(alt.InlineData([{"even": 1}]))
        .mark_rule(color=MUTED, strokeDash=[3, 3])
        .encode(x="even:Q")
    )
    return template(
        alt.layer(even, points).properties(
            height=alt.Step(rows.STEP), width="container", autosize=fitted()
        )
    )


def history(dates: Sequence[Record], measures: Sequence[str]) -> Spec:
    """One territory's shares over the as-of dates, a line per measure.

    Takes as_of and the shares of `measures`; a missing share is a gap. A
    click selects as_of.
    """
    points = [
        {
            "as_of": each["as_of"].isoformat(),
            "day": moment(each["as_of"]),
            "series": _(_MEASURES[measure]),
            "share": each[measure],
        }
        for measure in measures
        for each in sorted(dates, key=itemgetter("as_of"))
    ]
    return filled(_history(language()), points=points)


@lru_cache
def _history(language: str) -> Spec:
    lines = (
        alt.Chart(named("points"))
        .mark_line(strokeWidth=1.6)
        .encode(
            x=alt.X(
                "day:T", axis=alt.Axis(title=None, format="%Y-%m", labelOverlap=True)
            ),
            y=alt.Y("share:Q", axis=alt.Axis(title=None, format=".0%", tickCount=4)),
            color=alt.Color(
                "series:N",
                sort=None,
                scale=alt.Scale(range=[*SERIES]),
                legend=alt.Legend(title=None, orient="bottom", direction="horizontal"),
            ),
        )
    )
    days = (
        lines.transform_calculate(
            day_text=f"timeFormat(toDate(datum.day), {formats.vega_day()!r})"
        )
        .mark_point(size=26, filled=True, cursor="pointer")
        .encode(
            tooltip=[
                alt.Tooltip("day_text:N", title=_("As of")),
                alt.Tooltip("series:N", title=_("Measure")),
                alt.Tooltip("share:Q", title=_("Share"), format=".0%"),
            ],
        )
        .add_params(picking("as_of"))
    )
    return template(
        alt.layer(lines, days).properties(
            height=150, width="container", autosize=fitted()
        )
    )
