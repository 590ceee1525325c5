"""Overview: the list by grade and territory, the open pipeline, and their records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dashboard.charts import over_time as over_time_charts
from dashboard.charts import territories as territory_charts
from dashboard.core import figures
from dashboard.core.as_of_dates import AsOf
from dashboard.core.release import Record
from dashboard.core.view import ALL, View
from dashboard.queries import lists, pipeline, records, territories
from dashboard.ui import metrics, notices, record_list
from dashboard.ui.canvas import Canvas
from dashboard.wording import formats, headlines, labels
from dashboard.wording.words import _

_MOST_TERRITORIES = 40
_TIME_PICKS = {"as_of": "as_of", "declared_grade": "grade"}
_TERRITORY_PICKS = {"territory_id": "territory", "declared_grade": "grade"}
_PROSPECTS, _PROJECTS = {"show": ALL}, {"show": record_list.PROJECTS}
_HEAT_PICKS = {"as_of": "as_of", "territory_id": "territory"}


def draw(view: View, page: Canvas) -> None:
    """Lay out the page."""
    notices.head(page, view, _("Overview"), dt.date.today())
    if view.as_of is None:
        notices.nothing_loaded(page)
        return
    if notices.nothing_left(page, view):
        return
    has_list = not notices.absent(page, view, "prospects")
    has_pipeline = not notices.absent(page, view, "projects")
    list_table = view.release.records(lists.by_grade(view))
    pipeline_table = view.release.records(pipeline.by_grade(view))
    if has_list:
        notices.ungraded(page, view, list_table)
    if not pipeline.are_amounts_known(pipeline_table, view.as_of.on):
        notices.unfilled(page, headlines.amounts_unknown(), "projects", "amount")
    _key_figures(page, view, view.as_of, list_table, pipeline_table)
    if has_list and has_pipeline:
        left, right = page.columns(1, 1)
        with left:
            _list_over_time(page, view, view.as_of, list_table)
        with right:
            _pipeline_over_time(page, view, view.as_of, pipeline_table)
    elif has_list:
        _list_over_time(page, view, view.as_of, list_table)
    else:
        _pipeline_over_time(page, view, view.as_of, pipeline_table)
    if has_list and view.as_of.is_list_known:
        _territories(page, view)
    else:
        record_list.card(page, view)


def _key_figures(
    page: Canvas,
    view: View,
    as_of: AsOf,
    list_table: Sequence[Record],
    pipeline_table: Sequence[Record],
) -> None:
    strips = []
    if list_table and as_of.is_list_known:
        of_list = metrics.of_list(list_table, view, as_of)
        strips.append((_("Prospects on the list"), of_list))
    if pipeline_table:
        of_pipeline = metrics.of_pipeline(
            pipeline_table, view, as_of, has_grades=lists.are_graded(list_table)
        )
        strips.append((_("Open pipeline"), of_pipeline))
    if not strips:
        return
    for part, (title, figures_of_part) in zip(
        page.columns(*(len(figures_of_part) for _title, figures_of_part in strips)),
        strips,
        strict=True,
    ):
        with part:
            page.strip(title, figures_of_part)


def _list_over_time(
    page: Canvas, view: View, as_of: AsOf, table: Sequence[Record]
) -> None:
    """Prospects by declared grade over the as-of dates."""
    if not as_of.is_list_known:
        page.notice(
            "info",
            _("The list starts with the first export of prospects."),
            "inbox",
        )
        return
    if not any(row["prospect_count"] for row in table):
        page.notice(
            "info", _("No prospect was on the list at any of the dates."), "inbox"
        )
        return
    figure = figures.of(table, "prospect_count", as_of, view.compared_list)
    headline = headlines.list_size(figure)
    with page.card(headline, _("Prospects on the list by declared grade")):
        page.chart(
            "list over time",
            lambda: over_time_charts.prospects(table, view.compared_list),
            description=headline,
            picks=_TIME_PICKS,
            opens=_PROSPECTS,
        )
        page.table_beneath(
            "list_by_grade",
            lists.by_grade(view),
            picks=_TIME_PICKS,
            opens=_PROSPECTS,
        )


def _pipeline_over_time(
    page: Canvas, view: View, as_of: AsOf, table: Sequence[Record]
) -> None:
    """Open pipeline by declared grade over the as-of dates: amounts, or projects."""
    if not any(row["project_count"] for row in table):
        page.notice("info", _("No project was open at any of the dates."), "inbox")
        return
    if pipeline.are_amounts_known(table, as_of.on):
        best = labels.ranked_grades()[0]
        headline = headlines.pipeline(
            figures.of(table, "open_amount", as_of, view.compared),
            figures.of(table, "open_amount", as_of, view.compared_list, best),
        )
        explanation = _("Amount of open projects by declared grade")
        drawn = over_time_charts.pipeline
        missing_count = int(figures.of(table, "missing_amount_count", as_of, None).now)
    else:
        headline = headlines.open_projects(
            figures.of(table, "project_count", as_of, view.compared)
        )
        explanation = _("Open projects by declared grade")
        drawn = over_time_charts.projects
        missing_count = 0
    with page.card(headline, explanation):
        page.chart(
            "pipeline over time",
            lambda: drawn(table, view.compared),
            description=headline,
            picks=_TIME_PICKS,
            opens=_PROJECTS,
        )
        if missing_count:
            page.caption(headlines.without_amount(missing_count))
            page.table_beneath(
                "projects_without_amount",
                records.projects_without_amount(view),
                label=_("Projects without an amount"),
            )
        page.table_beneath(
            "pipeline_by_grade",
            pipeline.by_grade(view),
            picks=_TIME_PICKS,
            opens=_PROJECTS,
        )


def _territories(page: Canvas, view: View) -> None:
    """Territories by grade, next to them the records that a click opens or the past."""
    query = territories.by_grade(view)
    shown = view.release.records(query.limited(_MOST_TERRITORIES))
    if not shown:
        record_list.card(page, view)
        return
    aimed = [each for each in shown if each["target_prospect_count"]]
    if record_list.is_open(view):
        left, right = page.columns(10, 11)
        with left:
            _by_territory(page, view, shown)
        with right:
            record_list.card(page, view, next_to_rows_of=shown)
        if aimed:
            _against_targets(page, view, aimed)
    elif aimed:
        left, right = page.columns(10, 11)
        with left:
            _by_territory(page, view, shown)
        with right:
            _against_targets(page, view, aimed)
    else:
        _by_territory(page, view, shown)


def _by_territory(page: Canvas, view: View, shown: Sequence[Record]) -> None:
    """Prospects of each territory by grade, against its target."""
    total, aimed = shown[0]["territory_count"], shown[0]["aimed_count"]
    headline = headlines.against_targets(total, aimed, shown[0]["short_count"])
    with page.card(headline, _explanation(view, total, aimed)):
        page.grade_key()
        page.chart(
            "territories",
            lambda: territory_charts.by_grade(
                shown, view.filters.grade, view.filters.territory
            ),
            description=headline,
            picks=_TERRITORY_PICKS,
            opens=_PROSPECTS,
        )
        page.table_beneath(
            "territories_by_grade",
            territories.by_grade(view),
            picks={"territory_id": "territory"},
            opens={**_PROSPECTS, "grade": ALL},
        )


def _explanation(view: View, total: int, aimed: int) -> str:
    parts = [_("Prospects by territory and declared grade")]
    if aimed:
        parts.append(_("the line marks the target"))
    if view.compared_list:
        day = formats.day(view.compared_list.on)
        parts.append(_("the diamond is the number on {date}").format(date=day))
    if total > _MOST_TERRITORIES:
        first = (
            _("of {total}, the {count} furthest from their targets")
            if aimed
            else _("of {total}, the {count} with the most prospects")
        )
        parts.append(
            first.format(
                count=formats.count(_MOST_TERRITORIES), total=formats.count(total)
            )
        )
    return _("; ").join(parts)


def _against_targets(page: Canvas, view: View, aimed: Sequence[Record]) -> None:
    """Prospects of each territory as a share of its target, over the as-of dates."""
    table = view.release.records(
        territories.over_time(view, [each["territory_id"] for each in aimed])
    )
    headline = headlines.furthest_from_target(aimed)
    with page.card(
        headline, _("Prospects on the list as a share of the territory's target")
    ):
        page.chart(
            "targets over time",
            lambda: territory_charts.over_time(table, aimed),
            description=headline,
            picks=_HEAT_PICKS,
            opens={**_PROSPECTS, "grade": ALL},
        )
        page.table_beneath(
            "targets_over_time",
            territories.over_time(view),
            picks=_HEAT_PICKS,
            opens={**_PROSPECTS, "grade": ALL},
        )


if __name__ == "__main__":
    from dashboard.ui import show

    show.page(draw)
