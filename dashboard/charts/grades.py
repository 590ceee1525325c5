"""Grades against each other, owners with their intervals, cohorts over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

import altair as alt

from dashboard.charts.drawing import (
    ROWS,
    Spec,
    filled,
    moment,
    named,
    picking,
    template,
)
from dashboard.charts.palette import (
    MUTED,
    REJECTED,
    TEXT,
    fitted,
    grade_scale,
)
from dashboard.core.release import Record
from dashboard.wording import formats, labels
from dashboard.wording.labels import Labels
from dashboard.wording.words import _, language

_CELL, _STEP, _HEIGHT = 44, 23, 250
_BETTER, _WORSE, _SAME = "#2C9587", "#C4552D", "#7C8783"


def matrix(
    cells: Sequence[Record],
    row: str,
    column: str,
    count: str,
    titles: tuple[str, str],
) -> Spec:
    """Counts of pairs of grades: `row` down, `column` across, darker where more.

    A cell whose column is better than its row is green, the opposite one red; a click
    selects both fields.
    """
    most = max((each[count] for each in cells), default=1) or 1
    drawn = [
        {
            row: each[row],
            column: each[column],
            "row_text": labels.evidence_grade(each[row]),
            "column_text": labels.evidence_grade(each[column]),
            "count": each[count],
            "words": formats.count(each[count]),
            "colour": _colour(each[row], each[column]),
            "opacity": 0.12 + 0.78 * (each[count] / most) ** 0.5,
            "is_dark": (each[count] / most) ** 0.5 > 0.5,
        }
        for each in cells
        if each[count]
    ]
    return filled(
        _matrix(language(), labels.in_use(), row, column, *titles), cells=drawn
    )


def _colour(row: str, column: str) -> str:
    ranked = labels.ranked_grades()
    if row not in ranked or column not in ranked or row == column:
        return _SAME
    return _BETTER if ranked.index(column) < ranked.index(row) else _WORSE


@lru_cache
def _matrix(
    language: str, _labels: Labels, row: str, column: str, down: str, across: str
) -> Spec:
    scale = alt.Scale(paddingInner=0.06, paddingOuter=0)
    order = [
        *map(labels.grade, labels.grades()),
        *labels.words_of("evidence_grade").values(),
    ]
    x = alt.X(
        "column_text:N", scale=scale, sort=order, title=across,
        axis=alt.Axis(orient="top", labelAngle=0, domain=False, ticks=False),
    )  # fmt: skip
    y = alt.Y(
        "row_text:N", scale=scale, sort=order, title=down,
        axis=alt.Axis(domain=False, ticks=False),
    )  # fmt: skip
    base = alt.Chart(named("cells"))
    tooltip = [
        alt.Tooltip("row_text:N", title=down),
        alt.Tooltip("column_text:N", title=across),
        alt.Tooltip(
            "words:N", title=_("Prospects") if "evidence" in column else _("Moves")
        ),
    ]
    rects = (
        base.mark_rect(cursor="pointer", cornerRadius=3)
        .encode(
            x=x, y=y, tooltip=tooltip,
            color=alt.Color("colour:N", scale=None),
            opacity=alt.Opacity("opacity:Q", scale=None),
        )
        .add_params(picking(row, column))
    )  # fmt: skip
    words = [
        base.transform_filter(condition)
        .mark_text(fontSize=13, color=colour, fontWeight=600)
        .encode(x=x, y=y, text="words:N")
        for condition, colour in (("datum.is_dark", "white"), ("!datum.is_dark", TEXT))
    ]
    return template(
        alt.layer(rects, *words).properties(
            height=alt.Step(_CELL), width="container", autosize=fitted()
        )
    )


def league(
    owners: Sequence[Record],
    share: str,
    counts: tuple[str, str],
    compared: str | None = None,
) -> Spec:
    """Each owner's share with its interval, hollow and pale where too few to assess.

    `share` names the columns <share>_rate, <share>_low_rate and <share>_high_rate;
    `counts` those of the cases and of all; `compared` that of an earlier share, a
    diamond. A click selects place_id.
    """
    names = _names(owners)
    drawn = [
        {
            "scope_id": each["scope_id"],
            "row": names[each["scope_id"]],
            "rate": each[f"{share}_rate"],
            "low": each[f"{share}_low_rate"],
            "high": each[f"{share}_high_rate"],
            "before": each[compared] if compared else None,
            "words": _cases(each, counts),
            "opacity": 1.0 if each["is_enough"] else 0.38,
            "note": "" if each["is_enough"] else _("too few to assess"),
        }
        for each in owners
    ]
    order = list(dict.fromkeys(each["row"] for each in drawn))
    return filled(_league(language()), order, owners=drawn)


def _cases(owner: Record, counts: tuple[str, str]) -> str:
    some, whole = (formats.count(owner[name]) for name in counts)
    rate = owner[f"{'overgraded' if 'overgraded' in counts[0] else 'signed'}_rate"]
    if rate is None:
        return "–"
    return _("{share} · {some} of {whole}").format(
        share=formats.share(rate), some=some, whole=whole
    )


def _names(owners: Sequence[Record]) -> Mapping[str, str]:
    words = {
        each["scope_id"]: labels.scope_name(each["scope_type"], each["scope_name"])
        for each in owners
    }
    uses = Counter(words.values())
    return {
        code: word if uses[word] == 1 else f"{word} ({code})"
        for code, word in words.items()
    }


@lru_cache
def _league(language: str) -> Spec:
    axis = alt.Axis(
        title=None, format=".0%", orient="top", tickCount=5, gridOpacity=0.5
    )
    y = alt.Y(
        "row:N",
        scale=alt.Scale(domain=[ROWS]),
        axis=alt.Axis(title=None, labelLimit=150, labelPadding=8, labelOverlap=False),
    )
    opacity = alt.Opacity("opacity:Q", scale=None)
    tooltip = [
        alt.Tooltip("row:N", title=_("Name")),
        alt.Tooltip("words:N", title=_("Share")),
        alt.Tooltip("low:Q", title=_("At least"), format=".0%"),
        alt.Tooltip("high:Q", title=_("At most"), format=".0%"),
        alt.Tooltip("note:N", title=_("Note")),
    ]
    base = alt.Chart(named("owners"))
    spans = base.mark_bar(height=7, color=MUTED, fillOpacity=0.35, cornerRadius=3).encode(
        x=alt.X("low:Q", axis=axis, scale=alt.Scale(domainMin=0)),
        x2="high:Q", y=y, opacity=opacity, tooltip=tooltip,
    )  # fmt: skip
    points = (
        base.mark_point(
            shape="circle", size=85, filled=True, cursor="pointer", color=REJECTED
        )
        .encode(x="rate:Q", y=y, opacity=opacity, tooltip=tooltip)
        .add_params(picking("scope_id"))
    )
    earlier = (
        base.transform_filter("isValid(datum.before)")
        .mark_point(
            shape="diamond", size=38, filled=True, fill="white", stroke=MUTED,
            strokeWidth=1.2,
        )
        .encode(
            x="before:Q", y=y,
            tooltip=[alt.Tooltip("before:Q", title=_("Before"), format=".0%")],
        )
    )  # fmt: skip
    words = base.mark_text(align="left", dx=8, color=TEXT).encode(
        x=alt.value("width"), y=y, text="words:N", opacity=opacity
    )
    return template(
        alt.layer(spans, earlier, points, words).properties(
            height=alt.Step(_STEP), width="container", autosize=fitted()
        )
    )


def cohorts(table: Sequence[Record]) -> Spec:
    """Share of each cohort that signed on time, with its interval, by as-of date.

    Takes as_of, declared_grade, prospect_count and signed_rate, signed_low_rate and
    signed_high_rate, which are missing while not yet known; a hollow mark on the axis
    stands for those.
    """
    drawn = [
        {
            **{name: each[name] for name in ("declared_grade", "prospect_count")},
            "day": moment(each["as_of"]),
            "as_of": each["as_of"].isoformat(),
            "due": formats.day(each["sign_due_on"]) if each["sign_due_on"] else "",
            "rate": each["signed_rate"],
            "low": each["signed_low_rate"],
            "high": each["signed_high_rate"],
        }
        for each in table
    ]
    return filled(_cohorts(language(), labels.in_use()), cohorts=drawn)


@lru_cache
def _cohorts(language: str, _labels: Labels) -> Spec:
    base = alt.Chart(named("cohorts")).transform_calculate(
        day_text=f"timeFormat(toDate(datum.day), {formats.vega_day()!r})",
        grade_text=labels.lookup("grade", "datum.declared_grade"),
    )
    x = alt.X(
        "day:T",
        axis=alt.Axis(
            title=None, format="%Y-%m", tickCount=6, grid=False, labelOverlap=True
        ),
    )
    colour = alt.Color("declared_grade:N", scale=grade_scale(), legend=None)
    tooltip = [
        alt.Tooltip("day_text:N", title=_("As of")),
        alt.Tooltip("grade_text:N", title=_("Declared grade")),
        alt.Tooltip("prospect_count:Q", title=_("Prospects"), format=",d"),
        alt.Tooltip("rate:Q", title=_("Signed on time"), format=".0%"),
        alt.Tooltip("due:N", title=_("Due")),
    ]
    known = base.transform_filter("isValid(datum.rate)")
    axis = alt.Axis(title=None, format=".0%", tickCount=5)
    band = known.mark_area(opacity=0.18).encode(
        x=x, y=alt.Y("low:Q", axis=axis), y2="high:Q", color=colour
    )
    line = known.mark_line(strokeWidth=2).encode(x=x, y="rate:Q", color=colour)
    points = known.mark_point(filled=True, size=34).encode(
        x=x, y="rate:Q", color=colour, tooltip=tooltip
    )
    unknown = (
        base.transform_filter("!isValid(datum.rate)")
        .mark_point(shape="circle", size=26, filled=False, strokeWidth=1.2)
        .encode(x=x, y=alt.datum(0), color=colour, tooltip=tooltip)
    )
    return template(
        alt.layer(band, line, points, unknown).properties(
            height=_HEIGHT,
            width="container",
            padding={"top": 8, "right": 8, "left": 0, "bottom": 4},
        )
    )
